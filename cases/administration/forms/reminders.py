"""How long before a deadline somebody is told, and how often after it."""

from django import forms

from cases import whole_numbers
from cases.fields import TextField
from cases.forms import VersionedForm
from cases.reminders.rules import Steps

MOST_STEPS, LONGEST = 8, 180
WRONG_STEPS = f"Skriv mellem et og {MOST_STEPS} hele tal fra 0 til {LONGEST} med komma imellem"


def _days(label: str, least: int, most: int, help_text: str = "") -> forms.IntegerField:
    wrong = f"Skriv et helt tal fra {least} til {most}"
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        help_text=help_text,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
    )


class ReminderStepsForm(VersionedForm):
    submit = "Gem påmindelserne"

    before = TextField(
        label="Dage før 12 og 18 måneder",
        max_length=40,
        help_text="Fx 60, 30, 14, 7. På hvert trin får sagsbehandleren og teamet besked",
        error_messages={"required": WRONG_STEPS, "max_length": WRONG_STEPS},
    )
    repeat = _days(
        "Dage mellem rykkere", 1, 28, "Efter fristen, til teamchefen også, til der er handlet"
    )
    m10 = _days(
        "Dage før sagen sendes til teamet",
        0,
        60,
        "0 er på dagen. Ydelseskontoret og teamet får besked",
    )
    month = _days("Arbejdsdage før den 1.", 1, 10, "Teamchefen får besked om månedsstatus")

    def clean_before(self) -> tuple[int, ...]:
        parts = [part.strip() for part in self.cleaned_data["before"].split(",")]
        if not all(whole_numbers.is_one(part, digits=3) for part in parts):
            raise forms.ValidationError(WRONG_STEPS)
        steps = tuple(sorted({int(part) for part in parts}, reverse=True))
        if len(steps) > MOST_STEPS or steps[0] > LONGEST:
            raise forms.ValidationError(WRONG_STEPS)
        return steps

    def steps(self) -> Steps:
        typed = self.cleaned_data
        return Steps(typed["before"], typed["repeat"], typed["m10"], typed["month"])


def typed(steps: Steps) -> dict[str, str | int]:
    """As it stands in the fields."""
    return {
        "before": ", ".join(map(str, steps.before)),
        "repeat": steps.repeat,
        "m10": steps.m10,
        "month": steps.month,
    }
