"""`manage.py ret_foedselsdatoer`: birth dates from before a new CPR number set them, put right.

The number is encrypted, so no migration can do it.
"""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from cases.citizens import operations, queries
from cases.citizens.commands import CitizenCommand
from cases.command_line.counts import counted
from cases.history import Actor
from cases.readlog.models import ReadLogRow
from cases.readlog.writer import LogEntry, write

ACTOR = Actor.command("ret_foedselsdatoer")


class Command(CitizenCommand):
    help = (
        "Tæller de borgere, hvis fødselsdato ikke er den i deres cpr-nummer; --gem retter dem. "
        "Kan afbrydes og køres igen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--gem", action="store_true", help="ret dem")

    def handle(self, *args: Any, gem: bool, **options: Any) -> None:
        try:
            found = list(queries.with_another_birth_date())
            if not gem:
                self.stdout.write(f"{_dates(len(found))} skal rettes. Intet er gemt; brug --gem.")
                return
            done = sum(operations.correct_birth_date(citizen=one, actor=ACTOR) for one in found)
        except KeyError as missing:
            raise CommandError(f"Nøgle {missing} er i brug, men står ikke i miljøet.") from None
        criterion = f"fødselsdatoer rettet: {done}"
        write([LogEntry(actor=ACTOR.code, action=ReadLogRow.Action.SETTING, criterion=criterion)])
        self.stdout.write(f"{_dates(done)} er rettet. Sagernes historik siger hvilke.")


def _dates(count: int) -> str:
    return counted(count, "fødselsdato", "fødselsdatoer")
