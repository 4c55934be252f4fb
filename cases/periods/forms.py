"""Registering, correcting and annulling a period. The last day is a day on screen, never in storage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import HTML, Layout, Row, Submit
from django import forms
from django.urls import reverse

from cases.casefile.models import Case
from cases.danish import dates
from cases.fields import DanishDateField, KeptField
from cases.form_helper import DkfdsFormHelper
from cases.periods.models import Period
from cases.periods.rules import refused_start

ONE_DAY = timedelta(days=1)
FLEKSJOB = Period.Kind.FLEKSJOB
EFFECT = "virkning"
WHICH_TYPE = "Vælg periodens type på listen"
HOURS_ONLY = "Timer skrives kun ved fleksjob. Slet timerne, eller vælg typen fleksjob"
HOURS = "Skriv timerne med højst én decimal, fx 7,5"
OPEN_ANEW = "Siden mangler det, den blev åbnet med. Åbn perioden igen fra listen over perioder"


def _hidden_number() -> forms.IntegerField:
    messages = {"required": OPEN_ANEW, "invalid": OPEN_ANEW}
    return forms.IntegerField(widget=forms.HiddenInput, error_messages=messages)


class PeriodForm(forms.Form):
    type = forms.ChoiceField(
        label="Type",
        choices=Period.Kind.choices,
        error_messages={"required": WHICH_TYPE, "invalid_choice": WHICH_TYPE},
    )
    fra = DanishDateField(
        label="Første dag",
        help_text="Fx 1.3.2026, i dag eller -14",
        error_messages={"required": "Skriv den første dag i perioden"},
    )
    til = DanishDateField(
        label="Sidste dag",
        required=False,
        help_text="Tom, hvis perioden fortsætter",
    )
    timer = forms.DecimalField(
        label="Timer om ugen",
        required=False,
        min_value=0,
        max_value=37,
        decimal_places=1,
        localize=True,
        help_text="Kun ved fleksjob",
        error_messages={
            "invalid": "Skriv timerne som et tal, fx 12 eller 12,5",
            "max_value": "Timerne kan højst være 37 om ugen",
            "min_value": "Timerne skal være 0 eller flere",
            "max_decimal_places": HOURS,
        },
    )

    def __init__(self, *args: Any, as_of: date, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.as_of, self.birth = as_of, case.citizen.birth_date
        for name in ("fra", "til"):
            self.fields[name].as_of = as_of  # type: ignore[attr-defined]
        self.helper = DkfdsFormHelper(
            attrs={
                "data_preview_url": reverse("sag_periode_virkning", args=[case.number]),
                "data_preview_target": EFFECT,
            },
        )
        self.helper.layout = Layout(
            Row("type", "fra", "til", "timer", css_class="period-row"), HTML(EFFECT_PLACE)
        )
        self.offer("Gem perioden")

    def offer(self, save: str) -> None:
        """Saving first, so that Enter saves; without a script the effect is asked for."""
        self.helper.inputs = []
        self.helper.add_input(Submit("gem", save))
        self.helper.add_input(Submit("se_virkning", "Se virkningen", css_class="secondary"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("fra"), cleaned.get("til")
        if first and last and last < first:
            self.add_error("til", f"Sidste dag skal være {dates.long(first)} eller senere")
        if first and (why := refused_start(first, birth=self.birth, as_of=self.as_of)):
            self.add_error("fra", why)
        if cleaned.get("timer") is not None and cleaned.get("type") not in (None, FLEKSJOB):
            self.add_error("timer", HOURS_ONLY)
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """What the operations take: half-open."""
        last = self.cleaned_data["til"]
        return {
            "kind": self.cleaned_data["type"],
            "start": self.cleaned_data["fra"],
            "end": last + ONE_DAY if last else None,
        }

    @property
    def hours(self) -> Any:
        return self.cleaned_data["timer"]


EFFECT_PLACE = """
<div class="period-effect" id="virkning" role="status">{% include "cases/periods/effect.html" %}</div>
"""


class CorrectPeriodForm(PeriodForm):
    version = _hidden_number()
    periode = _hidden_number()
    grund = KeptField(
        label="Hvorfor rettes perioden?",
        required=False,
        max_length=400,
        help_text="Skriv fx »Rettet efter ydelseskontorets oplysning«",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("Gem rettelsen")
        self.helper.layout = Layout(
            "version",
            "periode",
            Row("type", "fra", "til", "timer", css_class="period-row"),
            "grund",
            HTML(EFFECT_PLACE),
        )


class AnnulForm(forms.Form):
    version = _hidden_number()
    grund = KeptField(
        label="Hvorfor annulleres perioden?",
        max_length=400,
        error_messages={"required": "Skriv, hvorfor perioden annulleres"},
    )

    def __init__(self, *args: Any, cancel_url: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = DkfdsFormHelper(submit="Annullér perioden", cancel_url=cancel_url)


def first_values(periods: Sequence[Period], *, as_of: date) -> dict[str, Any]:
    """Ledighedsydelse from the day after its latest period; no day while that one is going on."""
    kind = Period.Kind.LEDIGHEDSYDELSE
    ends = [one.end for one in periods if one.kind == kind and one.annulled_on is None]
    known = [end for end in ends if end is not None]
    if None in ends:
        return {"type": kind}
    return {"type": kind, "fra": max(known, default=as_of)}


def values_of(period: Period) -> dict[str, Any]:
    return {
        "type": period.kind,
        "fra": period.start,
        "til": period.end - ONE_DAY if period.end else None,
        "timer": period.weekly_hours,
        "version": period.version,
        "periode": period.pk,
    }
