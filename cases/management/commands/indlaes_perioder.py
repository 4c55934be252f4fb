"""`manage.py indlaes_perioder FILE --kilde NAME`: a list of periods from the payment system."""

import getpass
import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from cases.citizens.commands import CitizenCommand
from cases.history import Actor
from cases.intake import looks, operations, report
from cases.intake.models import IntakeRun
from cases.intake.textfile import FileUnreadable
from cases.readlog.writer import LogUnavailable

ACTOR = Actor.command("indlaes_perioder")
COLLIDED = "En anden registrerede det samme imens. Intet er gemt. Kør kommandoen igen."
NO_LOG = "Læseloggen kan ikke skrives. Intet er gemt eller vist."


class Command(CitizenCommand):
    help = (
        "Læser en liste over perioder (CSV med semikolon: cpr;navn;jobcenter;fra;til;type) og viser, "
        "hvad den ville ændre. Intet gemmes uden --gem."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fil", type=Path)
        parser.add_argument("--kilde", required=True, help="hvor listen kommer fra, fx KMD")
        parser.add_argument("--gem", action="store_true", help="gem de perioder, der kan læses")
        parser.add_argument(
            "--spring-over", action="store_true", help="gem, selv om rækker ikke kan læses"
        )
        parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._run(options)
        except FileUnreadable as unreadable:
            if options["json"]:
                self.stdout.write(json.dumps({"afvist": str(unreadable)}, ensure_ascii=False))
            raise CommandError(str(unreadable)) from None
        except operations.Collided:
            raise CommandError(COLLIDED) from None
        except LogUnavailable:
            raise CommandError(NO_LOG) from None

    def _run(self, options: dict[str, Any]) -> None:
        """One transaction: a dry run takes everything back, and so does a kill halfway."""
        with _opened(options["fil"]) as source, transaction.atomic():
            run = operations.review(
                source=source,
                source_name=options["kilde"],
                file_name=options["fil"].name,
                as_of=timezone.localdate(),
                actor=ACTOR,
                progress=self._progress,
            )
            bad = run.counts["fejl"]
            saving = options["gem"] and (not bad or options["spring_over"])
            if saving:
                self._save(run)
            looks.log_looks(run, purpose=f"Kørt på serveren af {getpass.getuser()}")
            self._report(run, as_json=options["json"])
            operations.clear_rows(run)
            if not saving:
                transaction.set_rollback(True)
        if bad and options["gem"] and not saving:
            raise CommandError("Intet er gemt. Ret rækkerne, eller kør igen med --spring-over.")
        if bad and not saving:
            raise SystemExit(1)

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


def _opened(path: Path) -> Any:
    try:
        return path.open("rb")
    except OSError as error:
        raise CommandError(f"Filen {path} kan ikke åbnes: {error.strerror}") from None
