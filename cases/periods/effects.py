"""What a period being typed would do to the deadlines, and whose it would overlap."""

from datetime import date
from typing import Any

from django import forms

from cases import whole_numbers
from cases.casefile.models import Case
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
    return {"effect": effect_lines(seen.moves, seen.unchanged), "moves_anything": bool(seen.moves)}


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
