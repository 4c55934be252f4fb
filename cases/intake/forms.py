"""The two forms of the page: send a list, and save what can be read of it."""

from typing import Any

from django import forms

from cases.fields import TextField
from cases.form_helper import DkfdsFormHelper
from cases.intake.fields import ListFileField
from cases.intake.upload import MOST_MEGABYTES

TOO_LARGE = (
    f"Filen er større end {MOST_MEGABYTES} MB. Del listen i flere filer, eller bed driften indlæse "
    "den med kommandoen indlaes_perioder"
)


class UploadForm(forms.Form):
    fil = ListFileField(
        help_text="Kolonnerne cpr, navn, jobcenter, fra, til og type",
        missing="Vælg den fil, du vil indlæse",
        too_large=TOO_LARGE,
    )
    kilde = TextField(
        label="Hvor kommer listen fra?",
        help_text="Skriv fx KMD eller ydelsessystemet. Det står ved hver periode",
        max_length=60,
        error_messages={"required": "Skriv, hvor listen kommer fra"},
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fil"].is_too_large = is_too_large  # type: ignore[attr-defined]
        self.helper = DkfdsFormHelper(submit="Gennemgå listen")


class SaveForm(forms.Form):
    spring_over = forms.BooleanField(required=False)
