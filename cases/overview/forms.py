"""The timeline's controls. Their whole state stands in the URL; nothing of it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms

from cases.danish import dates
from cases.deadlines.months import add_months
from cases.fields import DanishDateField, DanishDateInput
from cases.overview.imagined import BARSEL, FLEKSJOB, SORGORLOV, UNCHANGED, TimelineState

BACK, AHEAD = 18, 11  # months that the slider reaches
SUGGESTED_LEAVE = timedelta(days=12 * 7 - 1)
STEPS = {"-1m": (-1, 0), "-1d": (0, -1), "+1d": (0, 1), "+1m": (1, 0)}


class TimelineForm(forms.Form):
    pr = DanishDateField(
        label="Dato", required=False, widget=DanishDateInput({"data-shown-date": True})
    )
    hvis = forms.ChoiceField(
        label="Hvad nu hvis …",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Vælg en af de fire muligheder"},
        choices=[
            (UNCHANGED, "ydelsen fortsætter uændret"),
            (FLEKSJOB, "borgeren begynder i fleksjob"),
            (BARSEL, "borgeren holder barselsorlov"),
            (SORGORLOV, "borgeren holder sorgorlov"),
        ],
    )
    fra = DanishDateField(label="Fra", required=False)
    til = DanishDateField(label="Til og med", required=False, help_text="Kun ved orlov")

    def __init__(self, data: Mapping[str, Any], *, as_of: date) -> None:
        super().__init__(data)
        self.as_of = as_of
        for name in ("pr", "fra", "til"):
            self.fields[name].as_of = as_of  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("fra"), cleaned.get("til")
        imagined = cleaned.get("hvis") or UNCHANGED
        if imagined == FLEKSJOB and not first and "fra" not in self.errors:
            self.add_error("fra", "Skriv den dag, fleksjobbet begynder")
        if imagined in (BARSEL, SORGORLOV):
            if not first and "fra" not in self.errors:
                self.add_error("fra", "Skriv den første dag med orlov")
            if not last and "til" not in self.errors:
                self.add_error("til", "Skriv den sidste dag med orlov")
            if first and last and last < first:
                self.add_error("til", f"Sidste dag skal være {dates.long(first)} eller senere")
        return cleaned


def state(form: TimelineForm, *, step: str = "") -> TimelineState:
    """`step` is one of the buttons, pressed without a script."""
    valid = form.is_valid()
    cleaned = form.cleaned_data
    shown = cleaned.get("pr") or form.as_of
    months, days = STEPS.get(step, (0, 0))
    shown = add_months(day=shown, months=months) + timedelta(days=days)
    imagined = (cleaned.get("hvis") or UNCHANGED) if valid else UNCHANGED
    kept = imagined != UNCHANGED
    return TimelineState(
        shown=_within_reach(shown, as_of=form.as_of),
        imagined=imagined,
        first=cleaned.get("fra") if kept else None,
        last=cleaned.get("til") if kept and imagined != FLEKSJOB else None,
    )


def displayed(form: TimelineForm, asked: TimelineState) -> TimelineForm:
    """The controls as they stand: filled in, ready for the next question; errors stay."""
    if form.errors:
        return form
    first = asked.first or add_months(day=form.as_of.replace(day=1), months=1)
    last = asked.last or first + SUGGESTED_LEAVE
    values = {"pr": asked.shown, "fra": first, "til": last}
    return TimelineForm(
        {"hvis": asked.imagined, **{name: dates.numeric(day) for name, day in values.items()}},
        as_of=form.as_of,
    )


@dataclass(frozen=True)
class Slider:
    first: date
    value: int
    most: int


def slider(*, as_of: date, shown: date) -> Slider:
    first = add_months(day=as_of, months=-BACK)
    last = add_months(day=as_of, months=AHEAD)
    return Slider(first, (shown - first).days, (last - first).days)


def _within_reach(day: date, *, as_of: date) -> date:
    return min(max(day, add_months(day=as_of, months=-BACK)), add_months(day=as_of, months=AHEAD))
