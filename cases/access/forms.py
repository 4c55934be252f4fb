from django import forms

from cases.access.own_cpr import NotTheNumberEnteredBefore, register_own_cpr
from cases.citizens import cpr
from cases.fields import TextField
from cases.form_helper import DkfdsFormHelper
from cases.people.models import Employee


class OwnCprForm(forms.Form):
    number = TextField(
        label="Dit eget cpr-nummer",
        help_text=f"Skriv 10 cifre, fx {cpr.EXAMPLE}",
        max_length=20,
        error_messages={"required": "Skriv dit cpr-nummer"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.helper = DkfdsFormHelper(submit="Gem")

    def clean_number(self) -> cpr.Cpr:
        try:
            return cpr.parse(self.cleaned_data["number"])
        except cpr.InvalidCpr as invalid:
            raise forms.ValidationError(str(invalid)) from invalid

    def save(self, *, employee: Employee) -> bool:
        """Whether it was accepted; if not, the form says why."""
        try:
            register_own_cpr(employee=employee, number=self.cleaned_data["number"])
        except NotTheNumberEnteredBefore:
            self.add_error(
                "number",
                "Det er ikke det nummer, du har skrevet før. Kontakt systemadministratoren,"
                " hvis du har fået nyt cpr-nummer",
            )
        return self.is_valid()


class PurposeForm(forms.Form):
    PURPOSES = (
        "Stikprøve",
        "Klage eller henvendelse",
        "Kontrol af frister",
        "Tilsyn eller praksisundersøgelse",
    )

    purpose = forms.ChoiceField(
        label="Hvad skal du bruge sagerne til?",
        choices=[(purpose, purpose) for purpose in PURPOSES],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg et formål"},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.helper = DkfdsFormHelper(submit="Fortsæt")
