"""Until when a task is put off."""

from datetime import date
from typing import Any

from django import forms

from cases.fields import DanishDateField, KeptField
from cases.form_helper import DkfdsFormHelper
from cases.working_days import next_working_day_after

UNTIL = "Vælg en dag efter i dag. Skriv fx 1.3.2027, i morgen eller +3"


def until_field(*, as_of: date) -> DanishDateField:
    return DanishDateField(
        label="Udskyd til",
        as_of=as_of,
        initial=next_working_day_after(as_of),
        error_messages={"required": UNTIL},
    )


class BulkForm(forms.Form):
    """Below the list: for every row that is chosen."""

    def __init__(self, data: Any = None, *, as_of: date) -> None:
        super().__init__(data)
        self.fields["udskyd_til"] = until_field(as_of=as_of)
        self.fields["udskyd_til"].widget.attrs["class"] = "form-input"


class SnoozeForm(forms.Form):
    """On the page of a case: for one of its tasks, with the reason."""

    opgave = forms.ChoiceField(
        label="Opgave",
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg den opgave, der skal udskydes"},
    )
    grund = KeptField(label="Hvorfor?", required=False, max_length=200)

    def __init__(
        self, data: Any = None, *, as_of: date, tasks: list[tuple[str, str]], cancel_url: str
    ) -> None:
        super().__init__(data, initial={"opgave": tasks[0][0]} if tasks else {})
        self.fields["opgave"].choices = tasks  # type: ignore[attr-defined]
        self.fields["udskyd_til"] = until_field(as_of=as_of)
        self.order_fields(["opgave", "udskyd_til", "grund"])
        self.helper = DkfdsFormHelper(submit="Udskyd opgaven", cancel_url=cancel_url)
