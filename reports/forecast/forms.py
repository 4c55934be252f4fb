"""What one may imagine: another hand-over, so many a week. It stands in the address."""

from typing import Any

from django import forms
from django.urls import reverse

from cases.danish import dates, numbers
from cases.deadlines.rulesets import RuleRow
from cases.form_helper import DkfdsFormHelper
from cases.people.models import Jobcenter
from reports.forecast.queries import HANDOVERS, Imagined

MOST_A_WEEK = 5000


class ImaginedForm(forms.Form):
    jobcenter = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    overdragelse = forms.TypedChoiceField(
        label="Overdrages efter", required=False, coerce=int, empty_value=None
    )
    kapacitet = forms.IntegerField(
        label="Revurderinger, der kan påbegyndes om ugen",
        help_text="Lad feltet stå tomt for ikke at regne på det",
        required=False,
        min_value=1,
        max_value=MOST_A_WEEK,
        error_messages={
            "invalid": "Skriv et helt tal, fx 8",
            "min_value": "Skriv et tal fra 1 og op",
            "max_value": f"Skriv et tal, der højst er {MOST_A_WEEK}",
        },
    )

    def __init__(
        self, data: Any, *, jobcentres: list[Jobcenter], label: str, own: list[RuleRow]
    ) -> None:
        """`own`: what the municipality hands over at today, and later."""
        super().__init__(data)
        self.jobcentres, self.own = jobcentres, own
        self.others = [months for months in HANDOVERS if [months] != [row.months for row in own]]
        named = [(str(one.pk), one.name) for one in jobcentres]
        self.fields["jobcenter"].label = label
        self.fields["jobcenter"].choices = [("", "Alle"), *named]  # type: ignore[attr-defined]
        self.fields["overdragelse"].choices = [  # type: ignore[attr-defined]
            ("", f"Kommunens: {in_words(own)}"),
            *((str(n), f"Hvad nu hvis: {numbers.months(n)}") for n in self.others),
        ]
        self.helper = DkfdsFormHelper(submit="Regn", action=reverse("prognose"))
        self.helper.form_method = "get"
        self.helper.attrs = {"novalidate": ""}

    def imagined(self) -> Imagined:
        self.full_clean()
        found = self.cleaned_data
        return Imagined(found.get("overdragelse"), found.get("kapacitet"), found.get("jobcenter"))

    def handed_over_at(self, imagined: Imagined) -> str:
        return numbers.months(imagined.handover) if imagined.handover else in_words(self.own)


def in_words(own: list[RuleRow]) -> str:
    """With what it is to be: "10 måneder (fra 1. januar 2027 9 måneder)"."""
    first, *later = own
    coming = [f"fra {dates.long(row.valid.start)} {numbers.months(row.months)}" for row in later]
    return numbers.months(first.months) + (f" ({', '.join(coming)})" if coming else "")
