"""`manage.py indlaes_perioder FILE --kilde NAME`: a list of periods from the payment system."""

import getpass
from typing import Any, BinaryIO

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from cases.history import Actor
from cases.intake import looks, operations, report
from cases.intake.commands import IntakeCommand
from cases.intake.models import IntakeRun
from cases.people.operations import UnitClosed

ACTOR = Actor.command("indlaes_perioder")
COLLIDED = "En anden registrerede det samme imens. Intet er gemt. Kør kommandoen igen."


class Command(IntakeCommand):
    help = (
        "Læser en liste over perioder (CSV med semikolon: cpr;navn;jobcenter;fra;til;type) og viser, "
        "hvad den ville ændre. Intet gemmes uden --gem."
    )

    def take_in(self, source: BinaryIO, options: dict[str, Any]) -> None:
        try:
            bad = self._run(source, options)
        except operations.Collided:
            raise CommandError(COLLIDED) from None
        except UnitClosed as closed:
            raise CommandError(f"{closed}. Intet er gemt. Ret listen.") from None
        self.end(options, bad=bad)

    def _run(self, source: BinaryIO, options: dict[str, Any]) -> int:
        """One transaction: a dry run takes everything back, and so does a kill halfway."""
        with transaction.atomic():
            run = operations.review(
                source=source,
                source_name=options["kilde"],
                file_name=options["fil"].name,
                as_of=timezone.localdate(),
                actor=ACTOR,
                progress=self._progress,
            )
            bad: int = run.counts["fejl"]
            if saving := self.is_saving(options, bad=bad):
                self._save(run)
            looks.log_looks(run, purpose=f"Kørt på serveren af {getpass.getuser()}")
            self._report(run, as_json=options["json"])
            operations.clear_rows(run)
            if not saving:
                transaction.set_rollback(True)
        return bad

    def _save(self, run: IntakeRun) -> None:
        operations.save(
            run=run,
            leave_out_bad=True,
            as_of=timezone.localdate(),
            actor=ACTOR,
            progress=self._progress,
        )

    def _report(self, run: IntakeRun, *, as_json: bool) -> None:
        if as_json:
            report.write_json(run, self._piece)
        else:
            report.write_text(run, self.stdout.write)

    def _piece(self, text: str) -> None:
        self.stdout.write(text, ending="")

    def _progress(self, message: str) -> None:
        self.stderr.write(message)
