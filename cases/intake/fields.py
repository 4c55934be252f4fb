"""The file of a list, in the forms that send one."""

from typing import Any

from django import forms


class ListFileField(forms.FileField):
    """A file over the limit is dropped on its way in: the form says so by `is_too_large`."""

    is_too_large = False

    def __init__(self, *, help_text: str, missing: str, too_large: str) -> None:
        self.too_large = too_large
        super().__init__(
            label="Listen som CSV- eller Excel-fil",
            help_text=help_text,
            widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,text/csv"}),
            max_length=200,
            allow_empty_file=True,  # an empty file is named as such by the reader
            error_messages={
                "required": missing,
                "max_length": "Filens navn er for langt. Giv den et kortere navn",
            },
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        if self.is_too_large:
            raise forms.ValidationError(self.too_large)
        return super().clean(data, initial)
