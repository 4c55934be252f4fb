"""`manage.py afstem FILE --kilde NAME --bruger U`: a list that is too large for the page.

Under the access of the employee who then decides it on the page, and logged in their name.
"""

import getpass
from datetime import date
from io import BytesIO
from typing import Any, BinaryIO

from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from cases.access.commands import viewer_named
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.command_line.days import day
from cases.danish import dates
from cases.intake.commands import IntakeCommand
from reports.afstemning import looks, operations, report
from reports.afstemning.models import Afstemning, ListSource
from reports.afstemning.operations.reviewing import SentList

AGAIN = "Kør igen med --igen, hvis den skal afstemmes alligevel."


class Command(IntakeCommand):
    help = (
        "Holder en liste fra ydelsessystemet op mod perioderne og skriver grupperne. Intet gemmes "
        "uden --gem; med --gem afgør medarbejderen listen på siden Afstemning."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        self.add_file(parser)
        parser.add_argument("--kilde", required=True, metavar="NAVN", help="som under Kilder")
        parser.add_argument("--bruger", required=True, metavar="BRUGERNAVN")
        parser.add_argument("--dag", type=day, metavar="DATO", help="listens dag; ellers i dag")
        parser.add_argument("--igen", action="store_true", help="en ældre liste, eller den samme")
        parser.add_argument("--gem", action="store_true", help="gem den, så den kan afgøres")
        parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")

    def take_in(self, source: BinaryIO, options: dict[str, Any]) -> None:
        """One transaction: a dry run takes everything back, and so does a kill halfway."""
        today = timezone.localdate()
        viewer = self._viewer(options["bruger"], today)
        sent = SentList(
            source=_source(options["kilde"]),
            file=source if source.seekable() else BytesIO(source.read()),
            file_name=options["fil"].name,
            day=options["dag"] or today,
            again=options["igen"],
        )
        with transaction.atomic():
            found = self._reviewed(sent, viewer)
            held = next(iter(viewer.roles_allowing(Act.RECONCILE)))
            looks.log_looks(found, viewer=viewer, held=held)
            self._report(found, as_json=options["json"])
            if not options["gem"]:
                transaction.set_rollback(True)
        self._end(found, options)

    def _viewer(self, username: str, today: date) -> Viewer:
        purpose = f"Kørt på serveren af {getpass.getuser()}"[:200]
        viewer = viewer_named(username, as_of=today, purpose=purpose)
        if Act.RECONCILE not in viewer.acts:
            raise CommandError(f"{viewer.employee.name} har ikke en rolle, der må afstemme.")
        return viewer

    def _reviewed(self, sent: SentList, viewer: Viewer) -> Afstemning:
        try:
            return operations.review(
                sent=sent,
                employee=viewer.employee,
                actor=viewer.actor,
                as_of=viewer.as_of,
                progress=self.stderr.write,
            )
        except operations.ListWithoutPersons as empty:
            raise CommandError("Filen har ingen personer. Hent listen igen.") from empty
        except operations.OlderThanLatest as older:
            latest = dates.long(older.latest)
            raise CommandError(
                f"Listen er ældre end den seneste, der er fra {latest}. {AGAIN}"
            ) from None
        except operations.SameListAgain as same:
            raise CommandError(
                f"Filen er afstemt som listen fra {dates.long(same.latest)}. {AGAIN}"
            ) from None
        except operations.ListFromTheFuture:
            raise CommandError("Listens dag kan ikke ligge i fremtiden.") from None

    def _report(self, found: Afstemning, *, as_json: bool) -> None:
        if as_json:
            report.write_json(found, self._piece)
        else:
            report.write_text(found, self.stdout.write)

    def _piece(self, text: str) -> None:
        self.stdout.write(text, ending="")

    def _end(self, found: Afstemning, options: dict[str, Any]) -> None:
        """Beside what a machine reads."""
        write = self.stderr.write if options["json"] else self.stdout.write
        write(
            report.written(found)
            if options["gem"]
            else "Intet er gemt. Kør med --gem for at afgøre listen på siden Afstemning."
        )


def _source(name: str) -> ListSource:
    found = ListSource.objects.filter(name__iexact=name).first()
    if found is not None:
        return found
    known = ", ".join(ListSource.objects.values_list("name", flat=True)) or "ingen"
    raise CommandError(
        f"Kilden {name} kendes ikke. Opret den på siden Afstemning. Kendte kilder: {known}."
    )
