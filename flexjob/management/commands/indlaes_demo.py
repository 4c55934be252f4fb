"""`manage.py indlaes_demo`: fills the demo's own database once, and draws passwords every time."""

import sys
import time
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from cases.citizens.commands import CitizenCommand
from cases.danish import numbers
from flexjob.demo import guard, passwords
from flexjob.demo.loader import Demo


class Command(CitizenCommand):
    help = "Indlæser demoen i demoens egen database og viser et log-ind for hver rolle."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--til-tiden", type=int, default=65, help="procent af revurderingerne til tiden"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not 0 <= (percent := options["til_tiden"]) <= 100:
            raise CommandError("--til-tiden skal være et tal fra 0 til 100.")
        try:
            if guard.is_loaded():
                self._say("Demoens data er der allerede og bliver stående.")
            else:
                self._load(percent)
        except guard.NotTheDemo as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(passwords.as_table(passwords.draw()))

    def _load(self, percent: int) -> None:
        begun = time.monotonic()
        demo = Demo(
            as_of=timezone.localdate(), now=timezone.now(), percent_in_time=percent, say=self._say
        )
        loaded = demo.load()
        seconds = round(time.monotonic() - begun)
        citizens = numbers.counted(loaded.citizens, "borger", "borgere")
        cases = numbers.counted(loaded.cases, "sag", "sager")
        self._say(f"{citizens} og {cases} på {numbers.counted(seconds, 'sekund', 'sekunder')}.")

    def _say(self, line: str) -> None:
        """Progress goes to standard error; the log-ins stand alone on standard output."""
        print(f"  {line}", file=sys.stderr, flush=True)
