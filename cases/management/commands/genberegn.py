"""`manage.py genberegn [--pr DATO]`: recompute everyone, and say how many dates moved."""

from datetime import date
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from cases.citizens.commands import CitizenCommand
from cases.findings import everyone
from cases.history import Actor


class Command(CitizenCommand):
    help = "Genberegner alle borgeres frister og skriver, hvor mange datoer der flyttede sig"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--pr",
            type=date.fromisoformat,
            metavar="DATO",
            help="dagen, der beregnes for (ÅÅÅÅ-MM-DD); ellers i dag",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        as_of = options["pr"] or timezone.localdate()
        try:
            run = everyone.recompute_everyone(
                as_of=as_of, actor=Actor.command("genberegn"), progress=self._progress
            )
        except everyone.AlreadyRunning as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{run.citizens} borgere genberegnet pr. {as_of}; {run.moved} datoer flyttede sig"
        )
        if run.failures:
            failed = "\n".join(run.failures)
            raise CommandError(f"{len(run.failures)} borgere kunne ikke beregnes:\n{failed}")

    def _progress(self, done: int) -> None:
        self.stderr.write(f"\r{done} borgere", ending="")
        self.stderr.flush()
