"""What the forms of administration share."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Model

from cases.fields import DanishDateField
from cases.form_helper import DkfdsFormHelper

ONE_DAY = timedelta(days=1)


class DkfdsForm(forms.Form):
    """Give the class `submit`, and the call `cancel_url` and, where dates are typed, `as_of`."""

    submit = "Gem"

    def __init__(
        self, *args: Any, cancel_url: str = "", as_of: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.as_of = as_of
        self.helper = DkfdsFormHelper(self, submit=self.submit, cancel_url=cancel_url)
        for field in self.fields.values():
            if isinstance(field, DanishDateField) and as_of is not None:
                field.as_of = as_of


def conditional(field: forms.Field) -> forms.Field:
    """Needed by some answers only, as its help says: neither always asked for nor "(frivilligt)"."""
    field.required = False
    field.is_conditional = True  # type: ignore[attr-defined]
    return field


class VersionedForm(DkfdsForm):
    """Corrects what stands: carries the version it was shown with."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def stand_against(self, current: Model, *, version: int, by: str) -> None:
        """Another was first: what was typed stays, and what they saved is said beside it."""
        kept = self.data.copy()  # type: ignore[attr-defined]
        kept["version"] = version
        self.data = kept
        theirs = ", ".join(
            f"{field.label}: »{getattr(current, field.name)}«" for field in self.visible_fields()
        )
        self.add_error(
            None,
            f"{by} rettede dette, mens du skrev. Nu står der {theirs}. "
            "Det, du skrev, står stadig i felterne; gem igen, hvis det skal gælde",
        )


def text(label: str, missing: str, *, most: int = 120, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        help_text=help_text,
        error_messages={"required": missing, "max_length": f"Skriv højst {most} tegn"},
    )


def reason(
    label: str, missing: str, *, required: bool = True, help_text: str = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=400,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing, "max_length": "Skriv højst 400 tegn"},
    )


def day(
    label: str, missing: str, *, required: bool = True, help_text: str = "", is_past: bool = False
) -> DanishDateField:
    return DanishDateField(
        label=label,
        required=required,
        is_past=is_past,
        help_text=help_text
        or f"Skriv fx 1.3.2026{' eller i dag' if is_past else ', i dag eller +14'}",
        error_messages={"required": missing},
    )
