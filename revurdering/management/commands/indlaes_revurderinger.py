"""`manage.py indlaes_revurderinger FILE`: revurderinger from another system, laid on the rounds."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from cases.citizens.commands import CitizenCommand
from cases.history import Actor
from cases.intake.looks import FIELDS
from cases.intake.rules import Outcome
from cases.intake.textfile import FileUnreadable
from cases.readlog.models import ReadLogRow
from cases.readlog.writer import LogEntry, LogUnavailable, write
from revurdering import intake
from revurdering.intake import Judged, Review

ACTOR = Actor.command("indlaes_revurderinger")
HEADINGS = {
    Outcome.BAD: "Kan ikke læses",
    Outcome.CHANGED: "Udfyldes",
    Outcome.NEW: "Nye",
}
NAMES = {
    Outcome.NEW: "nye",
    Outcome.CHANGED: "aendrede",
    Outcome.UNCHANGED: "uaendrede",
    Outcome.BAD: "fejl",
}


class Command(CitizenCommand):
    help = (
        "Læser en liste over revurderinger (CSV med semikolon: "
        "cpr;overdraget;modtaget;paabegyndt;afsluttet;udfald;aarsag). Intet gemmes uden --gem."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fil", type=Path)
        parser.add_argument("--kilde", default="liste", help="hvor listen kommer fra")
        parser.add_argument("--gem", action="store_true", help="gem det, der kan læses")
        parser.add_argument(
            "--spring-over", action="store_true", help="gem, selv om rækker ikke kan læses"
        )
        parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._run(options)
        except OSError as error:
            raise CommandError(f"Filen kan ikke åbnes: {error.strerror}") from None
        except FileUnreadable as unreadable:
            if options["json"]:
                self.stdout.write(json.dumps({"afvist": str(unreadable)}, ensure_ascii=False))
            raise CommandError(str(unreadable)) from None
        except LogUnavailable:
            raise CommandError("Læseloggen kan ikke skrives. Intet er gemt eller vist.") from None

    def _run(self, options: dict[str, Any]) -> None:
        with options["fil"].open("rb") as source, transaction.atomic():
            found = intake.review(source=source, as_of=timezone.localdate())
            bad = found.of(Outcome.BAD)
            saving = options["gem"] and (not bad or options["spring_over"])
            if saving:
                intake.save(judged=found.judged, source_name=options["kilde"], actor=ACTOR)
            write([_entry(found, citizen_id, saving) for citizen_id in found.citizens])
            self._report(found, saved=saving, as_json=options["json"])
        if bad and options["gem"] and not saving:
            raise CommandError("Intet er gemt. Ret rækkerne, eller kør igen med --spring-over.")
        if bad and not saving:
            raise SystemExit(1)

    def _report(self, found: Review, *, saved: bool, as_json: bool) -> None:
        if as_json:
            groups = {NAMES[outcome]: _as_json(found.of(outcome)) for outcome in NAMES}
            self.stdout.write(json.dumps({"gemt": saved, **groups}, ensure_ascii=False))
            return
        for outcome, heading in HEADINGS.items():
            if rows := found.of(outcome):
                self.stdout.write(f"{heading} ({len(rows)}):")
                self.stdout.writelines(f"  {line}\n" for line in _as_text(rows))
        counts = ", ".join(f"{len(found.of(outcome))} {NAMES[outcome]}" for outcome in NAMES)
        self.stdout.write(f"{len(found.judged)} rækker: {counts.replace('ae', 'æ')}.")
        self.stdout.write("Gemt." if saved else "Intet er gemt. Kør med --gem for at gemme.")


def _entry(found: Review, citizen_id: Any, saved: bool) -> LogEntry:
    case = found.citizens[citizen_id]
    return LogEntry(
        actor=ACTOR.code,
        action=ReadLogRow.Action.WRITE if saved else ReadLogRow.Action.LIST,
        citizen_id=citizen_id,
        case_number=case.number,
        jobcenter=case.jobcenter.code,
        field_groups=(FIELDS[0], "revurdering"),
        criterion="indlæsning",
    )


def _as_text(rows: Iterable[Judged]) -> Iterable[str]:
    for one in rows:
        if not one.problems:
            round_number = (
                "" if one.is_hidden or one.record is None else f": runde {one.record.round}"
            )
            yield f"Række {one.line}{round_number}"
        for problem in one.problems:
            column = f"{problem.column}: " if problem.column else ""
            yield f"Række {one.line}: {column}{problem.message}"


def _as_json(rows: Iterable[Judged]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for one in rows:
        if one.problems:
            found += [
                {"linje": one.line, "kolonne": problem.column, "besked": problem.message}
                for problem in one.problems
            ]
        elif one.is_hidden or one.record is None:
            found.append({"linje": one.line})
        else:
            found.append({"linje": one.line, "runde": one.record.round})
    return found
