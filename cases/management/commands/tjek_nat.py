"""`manage.py tjek_nat`: from six, tell by mail when the night is not as it should be. From cron."""

from typing import Any

from django.core.management.base import CommandError
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from cases.command_line.danish import DanishCommand
from cases.nights import alarm

# A silent database can hold no note of what is told, so it is told in one quarter of each hour.
FIRST_QUARTER = 15


class Command(DanishCommand):
    help = "Skriver fra kl. 6 til driften og teamcheferne, når natten ikke er færdig eller er rød"

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        try:
            told = alarm.tell_of_a_bad_night(at=at)
        except (OperationalError, InterfaceError) as silence:
            untold = _tell_of_silence() if at.minute < FIRST_QUARTER else ""
            raise CommandError(f"Databasen svarer ikke: {silence}{untold}") from silence
        except (alarm.NotSent, alarm.NobodyToTell) as failure:
            raise CommandError(_in_vain(failure)) from failure
        if told:
            self.stdout.write(f"Natten er ikke, som den skal være; skrevet til {told}")


def _tell_of_silence() -> str:
    """Empty once it is told; else why it is not."""
    try:
        alarm.tell_of_a_silent_database()
    except (alarm.NotSent, alarm.NobodyToTell) as failure:
        return f"\n{_in_vain(failure)}"
    return ""


def _in_vain(failure: Exception) -> str:
    if isinstance(failure, alarm.NotSent):
        return f"Mailen kunne ikke sendes: {failure}. Se EMAIL_HOST i driftsvejledningen"
    return str(failure)
