"""`manage.py beregn_frister FIL --pr DATO`: the three marks of each citizen in a file."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cases.command_line.danish import DanishCommand
from cases.command_line.days import day
from cases.command_line.files import unreadable
from cases.command_line.pipes import reader_may_leave
from cases.deadlines import csv_file


class Command(DanishCommand):
    help = "Beregner 10-, 12- og 18-månedersfristerne for borgerne i en fil (borger;fra;til;type)."
    # It needs no database, no keys and no municipal profile.
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fil", type=Path, metavar="FIL")
        parser.add_argument("--pr", type=day, required=True, metavar="DATO", dest="as_of")
        parser.add_argument("--json", action="store_true", help="skriv JSON med forklaringer")

    def handle(self, *args: Any, fil: Path, as_of: date, json: bool, **options: Any) -> None:
        try:
            content = csv_file.read(fil.read_bytes())
        except OSError as error:
            raise CommandError(unreadable(fil, error)) from None
        except csv_file.WrongHeader as wrong:
            raise CommandError(str(wrong)) from None
        write = csv_file.as_json_text if json else csv_file.as_csv
        with reader_may_leave():
            self.stdout.write(write(content.histories, as_of=as_of), ending="")
        for bad_row in content.errors:
            self.stderr.write(str(bad_row))
        if content.errors:
            sys.exit(1)
