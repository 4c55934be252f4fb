"""The log-in form, in our own words."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm

WRONG = "Brugernavn og adgangskode passer ikke sammen. Tjek begge, og skriv dem igen"


class LogInForm(AuthenticationForm):
    error_messages = {"invalid_login": WRONG, "inactive": WRONG}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].error_messages["required"] = "Skriv dit brugernavn"
        self.fields["password"].error_messages["required"] = "Skriv din adgangskode"
