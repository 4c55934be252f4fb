"""The explanation as plain values for JSON: ISO dates, first and last day both included."""

from __future__ import annotations

from typing import Any

from cases.deadlines import wording
from cases.deadlines.explanation import ExplainedRound, Explanation, Tally
from cases.deadlines.period import Period
from cases.deadlines.rulesets import RuleRow
from cases.deadlines.window import Piece

Json = dict[str, Any]


def round_as_json(explained: ExplainedRound, *, borger: str) -> Json:
    """One element of `beregn_frister --json`."""
    return {
        "borger": borger,
        "runde": explained.round.number,
        "dage_i_vinduet": explained.round.counted_days,
        "m10": mark_as_json(explained.m10),
        "m12": mark_as_json(explained.m12),
        "m18": mark_as_json(explained.m18),
    }


def mark_as_json(explanation: Explanation) -> Json:
    return {
        "dato": None if explanation.day is None else explanation.day.isoformat(),
        "forklaring": explanation_as_json(explanation),
    }


def explanation_as_json(explanation: Explanation) -> Json:
    return {
        "linjer": wording.lines(explanation),
        "resultat": wording.result(explanation),
        "hvis_ydelsen_fortsaetter": explanation.is_assumed,
        "lovfrist": explanation.is_duty,
        "aarsag_til_ingen_dato": explanation.absence,
        "regel": None if explanation.rule is None else _rule(explanation.rule, explanation),
        "optaelling": None if explanation.tally is None else _tally(explanation.tally),
        "pr_dato": None if explanation.today is None else _tally(explanation.today),
        "mangler_dage": explanation.missing_days,
    }


def _rule(rule: RuleRow, explanation: Explanation) -> Json:
    return {
        "regelsaet": explanation.rule_set,
        "maaneder": rule.months,
        "inden_for_maaneder": explanation.within_months,
        "paragraf": explanation.paragraph,
        "kilde": rule.source,
        "grundlag": rule.basis.value,
    }


def _tally(tally: Tally) -> Json:
    return {
        "dato": tally.day.isoformat(),
        "vindue": None if tally.window is None else _period(tally.window),
        "kraevet": _period(tally.required),
        "kraevede_dage": tally.required.days,
        "talte_dage": tally.counted_days,
        "talt_med": [_piece(piece) for piece in tally.counted],
        "ikke_talt_med": [_piece(piece) for piece in tally.not_counted],
    }


def _piece(piece: Piece) -> Json:
    return {
        **_period(piece.period),
        "type": None if piece.kind is None else piece.kind.value,
        "dage": piece.days,
        "brug": piece.use.value,
        "forudsat": piece.assumed,
    }


def _period(period: Period) -> Json:
    last = period.last_day
    return {"fra": period.start.isoformat(), "til": None if last is None else last.isoformat()}
