"""`manage.py udtraek_revisionsliste LISTE --bruger U --formaal T --fil F`: as on the page, on the server.

Under the access of the employee, with the same rows in the read log and in the export log.
"""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from cases.access.commands import log_of, viewer_named
from cases.access.viewer import Viewer
from cases.citizens.commands import CitizenCommand
from cases.command_line.counts import counted
from cases.command_line.days import day
from cases.people.models import Jobcenter, Team
from cases.readlog.writer import LogUnavailable
from reports.audit import operations, queries
from reports.audit.filters import Filters
from reports.audit.forms import LOOKS_LIKE_CPR
from reports.audit.making import Making
from reports.audit.models import ExportFile
from reports.audit.queries import Extract
from reports.audit.registry import AuditList, every_list, list_named
from reports.audit.wording import in_words
from reports.audit.xlsx_file import MOST_ROWS

Format = ExportFile.Format
ONLY_ME = 0o600
OUT_OF_REACH = "Skriv med --{0} et {0}, som medarbejderen har adgang til."


class Command(CitizenCommand):
    help = (
        "Skriver en revisionsliste i en fil, med en medarbejders adgang og i medarbejderens navn."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        keys = [listed.key for listed in every_list()]
        parser.add_argument("liste", choices=keys, metavar="LISTE", help=", ".join(keys))
        parser.add_argument("--bruger", required=True, metavar="BRUGERNAVN")
        parser.add_argument("--formaal", required=True, metavar="TEKST")
        parser.add_argument(
            "--fil", required=True, type=Path, metavar="FIL", help=".xlsx eller .csv"
        )
        parser.add_argument("--iso", action="store_true", help="CSV med datoer som 2026-11-23")
        parser.add_argument("--cpr", action="store_true", help="medtag cpr-numre")
        parser.add_argument("--jobcenter", metavar="NAVN")
        parser.add_argument("--team", metavar="NAVN")
        parser.add_argument("--fra", type=day, metavar="DATO")
        parser.add_argument("--til", type=day, metavar="DATO")
        parser.add_argument("--sag", default="", metavar="NUMMER")
        parser.add_argument("--kolonner", default="", metavar="SAG,BORGER,…", help="ellers alle")

    def handle(self, *args: Any, **options: Any) -> None:
        making = self._making(options)
        try:
            rows = self._write(making, options["fil"])
        except LogUnavailable:
            raise CommandError("Læseloggen kan ikke skrives. Intet er hentet.") from None
        count = counted(rows, "række", "rækker")
        self.stdout.write(f"{options['fil']}: {count}. Udtræk {making.export.pk}.")

    def _making(self, options: dict[str, Any]) -> Making:
        purpose = " ".join(options["formaal"].split())[:200]
        if not purpose or LOOKS_LIKE_CPR.search(purpose):
            raise CommandError("Skriv med --formaal, hvad listen skal bruges til, uden cpr-numre.")
        viewer = viewer_named(options["bruger"], as_of=timezone.localdate(), purpose=purpose)
        extract = self._extract(viewer, options)
        file_format = _format(options["fil"], iso=options["iso"])
        if file_format == Format.XLSX and extract.count() > MOST_ROWS:
            raise CommandError("Listen har flere rækker, end Excel kan vise. Skriv en .csv-fil.")
        export = operations.order(
            employee=viewer.employee,
            listed=extract.listed,
            filters=extract.filters,
            in_words=in_words(extract.listed, extract.filters, viewer),
            purpose=purpose,
            with_cpr=extract.with_cpr,
            as_of=viewer.as_of,
            on_server=True,
        )
        return Making(
            export,
            extract,
            file_format,
            log_of(viewer, act=extract.listed.act),
            timezone.localtime().replace(tzinfo=None, microsecond=0),
        )

    def _extract(self, viewer: Viewer, options: dict[str, Any]) -> Extract:
        listed = list_named(options["liste"])
        assert listed is not None  # one of the choices
        if listed.act not in viewer.acts:
            raise CommandError(f"{viewer.employee.name} har ikke en rolle, der må hente listen.")
        if options["cpr"] and not queries.may_have_cpr(viewer, listed):
            raise CommandError("Listen har ingen cpr-numre, eller rollen må ikke se dem.")
        filters = _filters(options, listed)
        for name in ("jobcenter", "team", "fra", "til", "sag"):
            if getattr(filters, name) and name not in listed.takes:
                raise CommandError(f"Listen {listed.key} har ikke filteret --{name}.")
        _within_reach(viewer, listed, filters)
        _within_each_other(filters)
        extract = Extract(listed, viewer, filters, viewer.as_of, options["cpr"])
        if listed.needs_a_case and not extract.is_of_a_case:
            raise CommandError(
                "Skriv med --sag nummeret på en sag, som medarbejderen har adgang til."
            )
        return extract

    def _write(self, making: Making, path: Path) -> int:
        """Only the one who runs the command may read the file. What is broken off is taken away."""
        try:
            target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_ME)
        except FileExistsError:
            raise CommandError(f"Filen {path} findes. Skriv et andet navn.") from None
        except OSError as error:
            raise CommandError(f"Filen {path} kan ikke skrives ({error.strerror}).") from None
        try:
            with os.fdopen(target, "wb") as file:
                for piece in making.pieces():
                    file.write(piece)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return making.export.files.get().rows


def _filters(options: dict[str, Any], listed: AuditList) -> Filters:
    return Filters(
        jobcenter=_key_of(Jobcenter, options["jobcenter"]),
        team=_key_of(Team, options["team"]),
        fra=options["fra"],
        til=options["til"],
        sag=options["sag"].strip().upper(),
        kolonner=_columns(options["kolonner"], listed),
    )


def _within_reach(viewer: Viewer, listed: AuditList, filters: Filters) -> None:
    """An empty list would say that there is nothing, where the employee may not look."""
    reached = queries.jobcentres_within(viewer, listed)
    if reached is None:
        return
    if filters.jobcenter and filters.jobcenter not in reached:
        raise CommandError(OUT_OF_REACH.format("jobcenter"))
    teams = Team.objects.filter(jobcenter__in=reached)
    if filters.team and not teams.filter(pk=filters.team).exists():
        raise CommandError(OUT_OF_REACH.format("team"))


def _within_each_other(filters: Filters) -> None:
    """No row can be in both: the file would be empty, and say nothing of why."""
    where, team = filters.jobcenter, filters.team
    if where and team and not Team.objects.filter(pk=team, jobcenter=where).exists():
        raise CommandError(
            "Teamet hører ikke til jobcentret. Skriv et af dem, eller to der hører sammen."
        )
    if filters.fra and filters.til and filters.til < filters.fra:
        raise CommandError("Dagen i --til skal være den samme som i --fra eller senere.")


def _columns(text: str, listed: AuditList) -> tuple[str, ...]:
    """In the list's own order; none when all of them are named."""
    asked = {one.strip().lower() for one in text.split(",") if one.strip()}
    keys = [one.key for one in listed.columns]
    if unknown := sorted(asked - set(keys)):
        raise CommandError(f"Listen har ikke kolonnen {unknown[0]}. Den har {', '.join(keys)}.")
    return tuple(key for key in keys if key in asked) if asked != set(keys) else ()


def _key_of(model: type[Jobcenter] | type[Team], name: str | None) -> int | None:
    if name is None:
        return None
    found = list(model.objects.filter(name__iexact=name).values_list("pk", flat=True)[:2])
    if len(found) != 1:
        how_many = "flere" if found else "ikke noget"
        raise CommandError(f"Der er {how_many} {model._meta.verbose_name} med navnet {name}.")
    return int(found[0])


def _format(path: Path, *, iso: bool) -> str:
    if path.suffix == ".xlsx" and not iso:
        return str(Format.XLSX)
    if path.suffix != ".csv":
        raise CommandError("Skriv med --fil et navn, der ender på .xlsx eller .csv.")
    return str(Format.CSV_ISO if iso else Format.CSV)
