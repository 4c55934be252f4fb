"""What a period being typed would do to the deadlines, and whose it would overlap."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from cases import whole_numbers
from cases.casefile.models import Case
from cases.deadlines.next_step import NOTHING_DONE
from cases.deadlines.tilflytning import finish_by
from cases.findings.queries import rules_in_use
from cases.findings.rules import Mark, Moved
from cases.nextsteps.models import NextStep
from cases.nextsteps.registry import steps_done
from cases.periods import operations, preview, queries
from cases.periods.forms import PeriodForm
from cases.periods.models import Period
from cases.periods.receipts import effect_lines, spanned


def effect(case: Case, form: PeriodForm, *, as_of: date, period_id: str = "") -> dict[str, Any]:
    """Context of `cases/periods/effect.html`; empty until both dates can be read."""
    facts = _facts(form)
    if facts is None:
        return {"effect": None}
    replaced = whole_numbers.read(period_id, digits=whole_numbers.KEY)
    if period_id and replaced is None:
        return {"effect": None}
    if replaced and not Period.objects.filter(pk=replaced, citizen=case.citizen_id).exists():
        return {"effect": None}
    if (other := _overlapped(case, replaced, facts)) is not None:
        overlap = overlap_text(other) if form.is_bound else ""
        return {"effect": None, "overlap": overlap}
    seen = preview.preview(citizen_id=case.citizen_id, period_id=replaced, as_of=as_of, **facts)
    lines = lines_about(case, seen.moves, seen.unchanged)
    return {"effect": lines, "moves_anything": bool(seen.moves)}


def lines_about(case: Case, moves: Sequence[Moved], unchanged: Sequence[Mark]) -> list[str]:
    """First of the round in hand, and with the day that a move of the citizen's gives."""
    if not moves:
        return effect_lines(moves, unchanged)
    citizen, rules = case.citizen_id, rules_in_use()
    done = steps_done([citizen]).get(citizen, {})
    in_hand = NextStep.objects.filter(citizen=citizen).values_list("round", flat=True).first()
    put_off = {
        move.round: last_day
        for move in moves
        if move.mark == "m18" and move.new_date
        for moved_on in [done.get(move.round, NOTHING_DONE).moved_on]
        if (last_day := finish_by(move.new_date, moved_on=moved_on, rules=rules)) > move.new_date
    }
    return effect_lines(moves, unchanged, in_hand=in_hand, put_off=put_off)


def overlap_text(other: Period) -> str:
    span = spanned(other.start, other.end)
    return f"Perioden overlapper {span}. Ret datoen, eller afslut den gamle periode først"


def blame(form: forms.Form, overlap: operations.PeriodOverlaps) -> None:
    form.add_error("fra", overlap_text(overlap.other))


def _overlapped(case: Case, replaced: int | None, facts: dict[str, Any]) -> Period | None:
    """Of the same type; another type may well cover the same days."""
    return queries.overlapping(Period(pk=replaced, citizen_id=case.citizen_id, **facts))


def _facts(form: PeriodForm) -> dict[str, Any] | None:
    """From a form sent, or from one just laid out with its first values."""
    if form.is_bound:
        return form.facts if form.is_valid() else None
    first = form.initial.get("fra")
    if first is None:
        return None
    last = form.initial.get("til")
    end = date.fromordinal(last.toordinal() + 1) if last else None
    return {"kind": form.initial["type"], "start": first, "end": end}
