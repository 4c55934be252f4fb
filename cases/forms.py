"""What every form of a page builds on: its look, its dates, and the version it was shown with."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Model

from cases.fields import DanishDateField
from cases.form_helper import DkfdsFormHelper


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


class VersionedForm(DkfdsForm):
    """Changes what stands: carries the version it was shown with."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def show_version(self, version: int) -> None:
        """After a conflict: the next save is made in knowledge of what the other saved."""
        kept = self.data.copy()  # type: ignore[attr-defined]
        kept["version"] = str(version)
        self.data = kept

    def stand_against(self, current: Model, *, version: int, by: str) -> None:
        """Another was first: what was typed stays, and what they saved is said beside it."""
        self.show_version(version)
        theirs = ", ".join(
            f"{field.label}: »{getattr(current, field.name)}«" for field in self.visible_fields()
        )
        self.add_error(
            None,
            f"{by} rettede dette, mens du skrev. Nu står der {theirs}. "
            "Det, du skrev, står stadig i felterne; gem igen, hvis det skal gælde",
        )
