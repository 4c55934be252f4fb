from typing import Any

from django import forms

from cases.form_helper import DkfdsFormHelper


class PreferencesForm(forms.Form):
    single_keys = forms.BooleanField(
        label="Brug genveje med enkelte taster",
        required=False,
        help_text="Fx G S til Sager. Slå dem fra, hvis du styrer med stemmen, eller hvis de kommer i "
        "vejen. Genveje med Ctrl virker altid",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = DkfdsFormHelper(self, submit="Gem dine valg")
