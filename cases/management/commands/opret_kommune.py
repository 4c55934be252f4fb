"""`manage.py opret_kommune 101`: the first thing done in a new installation."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from cases.command_line.danish import DanishCommand
from cases.history import Actor
from cases.people import operations
from cases.people.municipalities import MUNICIPALITIES


class Command(DanishCommand):
    help = "Opretter kommunen med regelprofil og lovens ord. Gøres én gang."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kode", type=int, help="kommunekode, fx 101 for København")

    def handle(self, *args: Any, **options: Any) -> None:
        if (code := options["kode"]) not in MUNICIPALITIES:
            raise CommandError(f"{code} er ingen kommunekode. Skriv fx 101 for København.")
        try:
            made = operations.set_up_municipality(code=code, actor=Actor.command("opret_kommune"))
        except operations.MunicipalityAlreadySetUp:
            raise CommandError("Kommunen er allerede oprettet.") from None
        self.stdout.write(f"{made.name} er oprettet. Opret nu to administratorer.")
