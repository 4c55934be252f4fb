"""Form fields: a date as a Danish caseworker types it, and the kinds that come again in every form."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.citizens import cpr
from cases.danish import date_entry, dates


class DanishDateInput(forms.TextInput):
    """A text field: `<input type="date">` follows the browser's language."""

    is_danish_date = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "data-date-echo": True, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, date):
            return dates.numeric(value)
        return None if value is None else str(super().format_value(value) or "")


class DanishDateField(forms.Field):
    """A date typed freely. Give it `as_of`: `i dag` and `+14` depend on it.

    `is_past`: what it dates has happened; no day after `as_of` will do.
    """

    widget = DanishDateInput

    def __init__(self, *, as_of: date | None = None, is_past: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._as_of, self.is_past = as_of, is_past
        if as_of is not None:
            self.as_of = as_of

    @property
    def as_of(self) -> date:
        if self._as_of is None:
            raise RuntimeError("Set as_of on the DanishDateField in the form's __init__.")
        return self._as_of

    @as_of.setter
    def as_of(self, day: date) -> None:
        self._as_of = day
        self.widget.attrs["data-as-of"] = day.isoformat()

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return date_entry.parse(str(value), as_of=self.as_of)
        except date_entry.UnreadableDate as unreadable:
            # Two such errors on a page would read alike without the name of the field.
            named = f"{self._name}: {unreadable}" if self.label else str(unreadable)
            raise ValidationError(named, code="invalid") from unreadable

    def validate(self, value: Any) -> None:
        super().validate(value)
        if self.is_past and value and value > self.as_of:
            raise ValidationError(f"{self._name}: Datoen må ikke ligge efter i dag", code="ahead")

    @property
    def _name(self) -> str:
        """A label that asks is no question before a colon."""
        return str(self.label).rstrip("?")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


TOO_LONG = "Skriv højst %(limit_value)d tegn"


class TextField(forms.CharField):
    """Of every form, so that what is too long is told in one way."""

    default_error_messages = {"max_length": TOO_LONG}


class KeptField(TextField):
    """Words that stay as they are, in the history or in what is sent: no CPR number stands among them."""

    default_error_messages = {"cpr": "Skriv grunden uden cpr-numre: den står i historikken"}

    def validate(self, value: str) -> None:
        super().validate(value)
        if cpr.stands_in(value):
            raise ValidationError(self.error_messages["cpr"], code="cpr")


def text(label: str, missing: str, *, most: int = 120, help_text: str = "") -> forms.CharField:
    return TextField(
        label=label,
        max_length=most,
        help_text=help_text,
        error_messages={"required": missing},
    )


def reason(
    label: str, missing: str, *, required: bool = True, help_text: str = ""
) -> forms.CharField:
    return KeptField(
        label=label,
        help_text=help_text,
        max_length=400,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing},
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


def conditional(field: forms.Field) -> forms.Field:
    """Needed by some answers only, as its help says: neither always asked for nor "(frivilligt)"."""
    field.required = False
    field.is_conditional = True  # type: ignore[attr-defined]
    return field
