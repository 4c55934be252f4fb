"""The two forms of the page: send a list, and save what can be read of it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from cases.fields import TextField
from cases.form_helper import DkfdsFormHelper
from cases.intake.upload import MOST_MEGABYTES

TOO_LARGE = (
    f"Filen er større end {MOST_MEGABYTES} MB. Del listen i flere filer, eller bed driften indlæse "
    "den med kommandoen indlaes_perioder"
)


class UploadForm(forms.Form):
    fil = forms.FileField(
        label="Listen som CSV- eller Excel-fil",
        help_text="Kolonnerne cpr, navn, jobcenter, fra, til og type",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,text/csv"}),
        max_length=200,
        allow_empty_file=True,  # an empty file is named as such by the reader
        error_messages={
            "required": "Vælg den fil, du vil indlæse",
            "max_length": "Filens navn er for langt. Giv den et kortere navn",
        },
    )
    kilde = TextField(
        label="Hvor kommer listen fra?",
        help_text="Skriv fx KMD eller ydelsessystemet. Det står ved hver periode",
        max_length=60,
        error_messages={"required": "Skriv, hvor listen kommer fra"},
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._is_too_large = is_too_large
        self.helper = DkfdsFormHelper(submit="Gennemgå listen")
        if is_too_large:
            self.fields["fil"].error_messages["required"] = TOO_LARGE

    def clean_fil(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["fil"]
        if self._is_too_large:
            raise forms.ValidationError(TOO_LARGE)
        return file


class SaveForm(forms.Form):
    spring_over = forms.BooleanField(required=False)
