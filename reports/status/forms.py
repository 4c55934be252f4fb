"""The visitationsteam's form: a reason for each late round that lacks one, and a remark."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from cases.danish import dates
from cases.fields import DanishDateField, KeptField, TextField
from cases.form_helper import DkfdsFormHelper
from reports.status.late import LateRound

MOST_LETTERS = 400
REASON_MISSING = "Skriv, hvorfor revurderingen er forsinket"


class StatusForm(forms.Form):
    bemaerkning = KeptField(
        label="Bemærkning til teamchefen og Kvalitetskontrollen",
        required=False,
        error_messages={"cpr": "Skriv bemærkningen uden cpr-numre: den bliver stående"},
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, unexplained: Sequence[LateRound], as_of: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.unexplained = {_field(one): one for one in unexplained}
        for name, one in self.unexplained.items():
            due = one.due(as_of)
            self.fields[name] = KeptField(
                label=f"Årsag, {one.case.number}",
                help_text=f"{one.what(as_of)} · frist {dates.long(due)}" if due else "",
                max_length=MOST_LETTERS,
                error_messages={"required": f"{REASON_MISSING} ({one.case.number})"},
            )
        self.order_fields([*self.unexplained, "bemaerkning"])
        self.helper = DkfdsFormHelper(submit="Send status")
        self.helper.attrs = {"data-save": ""}

    @property
    def reasons(self) -> list[tuple[LateRound, str]]:
        return [(one, self.cleaned_data[name]) for name, one in self.unexplained.items()]


def _field(one: LateRound) -> str:
    return f"aarsag-{one.key}"


class ReasonForm(forms.Form):
    """One reason, from the list of what asks to be acted on."""

    sag = TextField(widget=forms.HiddenInput)
    runde = forms.IntegerField(min_value=1, max_value=99, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    aarsag = KeptField(
        label="Årsag",
        max_length=MOST_LETTERS,
        error_messages={"required": REASON_MISSING},
    )


class PlacesForm(forms.Form):
    fra = DanishDateField(
        label="Gælder fra",
        help_text="Skriv fx 1.3.2026 eller i dag",
        error_messages={"required": "Skriv, fra hvilken dag tallet gælder"},
    )
    pladser = forms.IntegerField(
        label="Pladser om ugen",
        min_value=0,
        max_value=200,
        help_text="Så mange sager kan teamet tage på møder i en uge. Skriv 0 for uger uden møder",
        error_messages={
            "required": "Skriv, hvor mange sager teamet kan tage om ugen",
            "invalid": "Pladser skal være et helt tal, fx 6",
            "max_value": "Skriv højst 200 pladser om ugen",
            "min_value": "Skriv 0 eller flere pladser",
        },
    )

    def __init__(self, *args: Any, as_of: date, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fra"].as_of = as_of  # type: ignore[attr-defined]
        self.helper = DkfdsFormHelper(submit="Gem pladserne", cancel_url=cancel_url)
