"""`manage.py beregn_frister FIL --pr DATO`: the three marks of each citizen in a file."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.deadlines import csv_file


def _day(text: str) -> date:
    try:
        day = csv_file.parse_date(text)
    except csv_file.BadDate as bad:
        raise ArgumentTypeError(str(bad)) from None
    if not csv_file.FIRST_YEAR <= day.year <= csv_file.LAST_YEAR:
        raise ArgumentTypeError("Skriv et år fra 1900 til 2199")
    return day


class Command(BaseCommand):
    help = "Beregner 10-, 12- og 18-månedersfristerne for borgerne i en fil (borger;fra;til;type)."
    # It needs no database, no keys and no municipal profile.
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fil", type=Path, metavar="FIL")
        parser.add_argument("--pr", type=_day, required=True, metavar="DATO", dest="as_of")
        parser.add_argument("--json", action="store_true", help="skriv JSON med forklaringer")

    def handle(self, *args: Any, fil: Path, as_of: date, json: bool, **options: Any) -> None:
        try:
            content = csv_file.read(fil.read_bytes())
        except OSError as error:
            raise CommandError(f"Filen {fil} kan ikke læses: {error.strerror}.") from None
        except csv_file.WrongHeader as wrong:
            raise CommandError(str(wrong)) from None
        write = csv_file.as_json_text if json else csv_file.as_csv
        self.stdout.write(write(content.histories, as_of=as_of), ending="")
        for bad_row in content.errors:
            self.stderr.write(str(bad_row))
        if content.errors:
            sys.exit(1)
