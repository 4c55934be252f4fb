"""`manage.py genberegn [--pr DATO]`: recompute everyone, and say how many dates moved."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from cases.citizens.commands import CitizenCommand
from cases.command_line.counts import counted
from cases.command_line.days import day
from cases.findings import everyone
from cases.history import Actor
from cases.nights import operations as nights


class Command(CitizenCommand):
    help = "Genberegner alle borgeres frister og skriver, hvor mange datoer der flyttede sig"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--pr",
            type=day,
            metavar="DATO",
            help="dagen, der beregnes for (2026-11-22 eller 22.11.2026); ellers i dag",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        as_of = options["pr"] or today
        try:
            swept = everyone.recompute_everyone(
                as_of=as_of, actor=Actor.command("genberegn"), progress=self._progress
            )
        except everyone.AlreadyRunning as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stderr.write("")
        citizens = counted(swept.citizens, "borger", "borgere")
        moved = counted(swept.moved, "dato", "datoer")
        self.stdout.write(f"{citizens} genberegnet pr. {as_of}; {moved} flyttede sig")
        if swept.failures:
            failed = counted(len(swept.failures), "borger", "borgere")
            raise CommandError(
                f"{failed} kunne ikke beregnes:\n" + "\n".join(map(str, swept.failures))
            )
        if as_of == today:
            nights.mark_as_mended()

    def _progress(self, done: int) -> None:
        self.stderr.write(f"\r{counted(done, 'borger', 'borgere')}", ending="")
        self.stderr.flush()
