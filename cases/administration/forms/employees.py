"""Employees and their passwords."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation

from cases.fields import TOO_LONG, TextField, conditional, reason, text
from cases.forms import DkfdsForm, VersionedForm
from cases.people import addresses
from cases.people.models import Employee

IS_WRONG = "forkert"


class AddressField(forms.EmailField):
    """Django takes any letter in the domain; a mail server's own alphabet is smaller."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(addresses.visible(value) if value else value)

    def run_validators(self, value: str) -> None:
        super().run_validators(value)
        if value and not addresses.can_be_written_to(value):
            raise forms.ValidationError(
                "Ingen mail kan sendes til adressen. Skriv den igen som navn@kommune.dk",
                code="unwritable",
            )


def _email() -> AddressField:
    return AddressField(
        label="E-mail",
        max_length=254,
        error_messages={
            "required": "Skriv medarbejderens e-mail",
            "invalid": "Skriv en e-mailadresse som navn@kommune.dk",
            "max_length": TOO_LONG,
        },
    )


class EmployeeForm(VersionedForm):
    name = text("Navn", "Skriv medarbejderens navn")
    email = _email()


class NewEmployeeForm(DkfdsForm):
    submit = "Opret medarbejderen"

    name = text("Navn", "Skriv medarbejderens navn")
    username = forms.RegexField(
        r"^[a-z0-9._-]+$",
        label="Brugernavn",
        max_length=60,
        help_text="Små bogstaver, tal, punktum og bindestreg, fx mette.holm",
        error_messages={
            "required": "Skriv et brugernavn",
            "invalid": "Brugernavnet må kun have små bogstaver (a-z), tal, punktum og bindestreg",
            "max_length": TOO_LONG,
        },
    )
    email = _email()


class DeactivateForm(DkfdsForm):
    submit = "Deaktivér medarbejderen"

    reason = reason(
        "Hvorfor deaktiveres medarbejderen?", "Skriv, hvorfor medarbejderen deaktiveres"
    )


class CodeAnswerForm(DkfdsForm):
    submit = "Gem svaret"

    answer = forms.ChoiceField(
        label="Skal medarbejderen have koden?",
        choices=[("dan", "Ja, dan koden"), ("afvis", "Nej, afvis den")],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om medarbejderen skal have koden"},
    )
    reason = conditional(
        reason("Hvorfor afvises den?", "", help_text="Skrives kun, når koden afvises")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "afvis" and not cleaned.get("reason"):
            self.add_error("reason", "Skriv, hvorfor koden afvises")
        return cleaned


class NewPasswordForm(DkfdsForm):
    """`employee` is known when it is one's own password that is changed."""

    new_password = TextField(
        label="Ny adgangskode",
        help_text="Mindst 12 tegn. Brug gerne flere ord, og genbrug ikke en kode fra et andet sted",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Skriv en ny adgangskode"},
    )
    repeated_password = TextField(
        label="Gentag den nye adgangskode",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Skriv adgangskoden en gang til"},
    )

    def __init__(self, *args: Any, employee: Employee | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employee = employee

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("new_password"), cleaned.get("repeated_password")
        if first and second and first != second:
            self.add_error("repeated_password", "De to adgangskoder er ikke ens")
        elif first:
            self._validate(first)
        return cleaned

    def _validate(self, password: str) -> None:
        try:
            password_validation.validate_password(password, self.employee)
        except forms.ValidationError as error:
            self.add_error("new_password", error)


class ChoosePasswordForm(NewPasswordForm):
    submit = "Vælg adgangskoden"
    field_order = ["username", "one_time_code", "new_password", "repeated_password"]

    username = text("Brugernavn", "Skriv dit brugernavn", most=60)
    one_time_code = text("Engangskode", "Skriv den engangskode, du har fået udleveret")


class ChangePasswordForm(NewPasswordForm):
    submit = "Skift adgangskoden"
    field_order = ["present_password", "new_password", "repeated_password"]

    present_password = TextField(
        label="Nuværende adgangskode",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Skriv din nuværende adgangskode"},
    )

    def clean_present_password(self) -> str:
        typed: str = self.cleaned_data["present_password"]
        if self.employee is None or not self.employee.check_password(typed):
            raise forms.ValidationError("Den nuværende adgangskode er forkert", code=IS_WRONG)
        return typed
