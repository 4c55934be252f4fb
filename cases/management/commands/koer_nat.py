"""`manage.py koer_nat`: the nights that are owed, from cron, with or without Celery and broker."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from cases.citizens.commands import CitizenCommand
from cases.command_line.counts import counted
from cases.history import Actor
from cases.nights import operations, tasks
from cases.nights.models import Night

REFUSALS = (operations.ClockIsAhead, operations.ClockWentBack, operations.StepFailed)


class Command(CitizenCommand):
    help = "Kører de nætter, der mangler, til og med i dag; gør intet, når der ikke mangler nogen"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--uret-er-rettet",
            action="store_true",
            help="glem nætter, der blev kørt for en senere dato, mens uret gik forkert",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        try:
            operations.refuse_a_clock_ahead(today=today)
            if options["uret_er_rettet"]:
                forgotten = operations.forget_the_future(today=today)
                nights_ahead = counted(forgotten, "nat", "nætter")
                self.stdout.write(f"Glemt: {nights_ahead} efter {today}")
            nights = operations.run_nights(
                today=today,
                actor=Actor.command("koer_nat"),
                progress=self._progress,
                ring=tasks.ring_for_help,
            )
        except operations.AlreadyRunning as busy:
            self.stdout.write(str(busy))
            return
        except REFUSALS as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(nights)

    def _tell(self, nights: list[Night]) -> None:
        for night in nights:
            citizens = counted(night.citizens, "borger", "borgere")
            moved = counted(night.moved, "dato", "datoer")
            told = counted(night.told, "påmindelse", "påmindelser")
            self.stdout.write(
                f"Natten til {night.day} er kørt: {citizens}, {moved} flyttede sig, {told}"
            )
        if nights and (failures := nights[-1].failures):
            failed = counted(len(failures), "borger", "borgere")
            raise CommandError(f"{failed} kunne ikke beregnes:\n" + "\n".join(failures))

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(f"\rDel {done} af {total}", ending="\n" if done == total else "")
        self.stderr.flush()
