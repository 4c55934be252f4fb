"""The filter of the inbox, and the form that says who stands in for whom."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse

from cases.fields import DanishDateField
from cases.form_helper import DkfdsFormHelper
from cases.people.models import Employee
from cases.reminders.filters import KINDS, SHOWN, SORTS, Filters

ONE_DAY = timedelta(days=1)


class InboxFilterForm(forms.Form):
    vis = forms.ChoiceField(label="Vis", choices=list(SHOWN.items()))
    art = forms.ChoiceField(label="Opgave", choices=[("", "Alle"), *KINDS.items()])
    sorter = forms.ChoiceField(label="Sortér efter", choices=list(SORTS.items()))

    def __init__(self, filters: Filters) -> None:
        super().__init__(initial=vars(filters))
        self.helper = DkfdsFormHelper(submit="Vis beskederne", action=reverse("beskeder"))
        self.helper.form_method = "get"
        self.helper.attrs = {"novalidate": ""}


class DeputyForm(forms.Form):
    """Whose deputy is chosen by address when it is not oneself."""

    deputy = forms.ModelChoiceField(
        label="Stedfortræder",
        queryset=Employee.objects.none(),
        empty_label="Vælg en kollega",
        help_text="En kollega med samme rolle i samme jobcenter",
        error_messages={
            "required": "Vælg den kollega, der skal have beskederne",
            "invalid_choice": "Vælg en kollega med samme rolle i samme jobcenter",
        },
    )
    first_day = DanishDateField(
        label="Første dag",
        help_text="Skriv fx 1.3.2026, i dag eller +14",
        error_messages={"required": "Skriv den første dag"},
    )
    last_day = DanishDateField(
        label="Sidste dag",
        help_text="Den dag er også med",
        error_messages={"required": "Skriv den sidste dag"},
    )

    def __init__(
        self, *args: Any, colleagues: QuerySet[Employee], as_of: date, action: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = colleagues  # type: ignore[attr-defined]
        for field in self.fields.values():
            if isinstance(field, DanishDateField):
                field.as_of = as_of
        self.helper = DkfdsFormHelper(self, submit="Gem stedfortræderen", action=action)

    @property
    def end(self) -> date:
        """The day after the last."""
        last: date = self.cleaned_data["last_day"]
        return last + ONE_DAY
