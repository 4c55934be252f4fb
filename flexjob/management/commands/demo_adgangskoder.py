"""`manage.py demo_adgangskoder`: new passwords for the demo's accounts, as a table."""

from typing import Any

from django.core.management.base import CommandError

from cases.command_line.danish import DanishCommand
from flexjob.demo import guard, passwords


class Command(DanishCommand):
    help = "Trækker nye adgangskoder til demoen og viser et log-ind for hver rolle."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = guard.is_loaded()
        except guard.NotTheDemo as refused:
            raise CommandError(str(refused)) from None
        if not loaded:
            raise CommandError("Demoen er ikke indlæst. Kør make demo.")
        self.stdout.write(passwords.as_table(passwords.draw()))
