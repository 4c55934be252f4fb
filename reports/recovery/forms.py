"""When a recovery begins and when it is to be done."""

from datetime import date
from typing import Any

from django import forms

from cases.fields import DanishDateField
from cases.forms import DkfdsForm
from cases.people.models import Jobcenter


class StartForm(DkfdsForm):
    submit = "Start genopretningen"

    jobcenter = forms.ModelChoiceField(
        queryset=Jobcenter.objects.none(),
        empty_label=None,
        error_messages={"required": "Vælg et jobcenter", "invalid_choice": "Vælg et jobcenter"},
    )
    skaering = DanishDateField(
        label="Skæringsdato",
        help_text="Sagerne deles, som de stod den dag, fx i dag eller 1.12.2026",
        is_past=True,
        error_messages={"required": "Skriv den dag, sagerne skal deles på"},
    )
    maal = DanishDateField(
        label="Måldato",
        help_text="Den dag, alle sager over fristen skal være afsluttet",
        error_messages={"required": "Skriv den dag, sagerne skal være genoprettet"},
    )

    def __init__(
        self, *args: Any, jobcentres: list[int], label: str, as_of: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, as_of=as_of, **kwargs)
        field = self.fields["jobcenter"]
        field.queryset = Jobcenter.objects.filter(pk__in=jobcentres)  # type: ignore[attr-defined]
        field.label = label

    def clean(self) -> dict[str, Any] | None:
        found = super().clean() or {}
        key_date, target = found.get("skaering"), found.get("maal")
        if key_date and target and target <= key_date:
            self.add_error("maal", "Måldatoen skal ligge efter skæringsdatoen")
        return found
