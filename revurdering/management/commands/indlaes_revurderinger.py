"""`manage.py indlaes_revurderinger FILE`: revurderinger from another system, laid on the rounds."""

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone

from cases.danish import numbers
from cases.history import Actor
from cases.intake.commands import IntakeCommand
from cases.intake.looks import FIELDS
from cases.intake.rules import Outcome
from cases.readlog.models import ReadLogRow
from cases.readlog.writer import LogEntry, write
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


COUNTED = {
    Outcome.NEW: ("ny", "nye"),
    Outcome.CHANGED: ("udfyldes", "udfyldes"),
    Outcome.UNCHANGED: ("uændret", "uændrede"),
    Outcome.BAD: ("kan ikke læses", "kan ikke læses"),
}


class Command(IntakeCommand):
    help = (
        "Læser en liste over revurderinger (CSV med semikolon: "
        "cpr;overdraget;modtaget;paabegyndt;afsluttet;udfald;aarsag). Intet gemmes uden --gem."
    )

    source_name = "liste"

    def take_in(self, source: BinaryIO, options: dict[str, Any]) -> None:
        with transaction.atomic():
            found = intake.review(source=source, as_of=timezone.localdate())
            bad = len(found.of(Outcome.BAD))
            if saving := self.is_saving(options, bad=bad):
                intake.save(judged=found.judged, source_name=options["kilde"], actor=ACTOR)
            write([_entry(found, citizen_id, saving) for citizen_id in found.citizens])
            self._report(found, saved=saving, as_json=options["json"])
        self.end(options, bad=bad)

    def _report(self, found: Review, *, saved: bool, as_json: bool) -> None:
        if as_json:
            groups = {NAMES[outcome]: _as_json(found.of(outcome)) for outcome in NAMES}
            self.stdout.write(json.dumps({"gemt": saved, **groups}, ensure_ascii=False))
            return
        for outcome, heading in HEADINGS.items():
            if rows := found.of(outcome):
                self.stdout.write(f"{heading} ({len(rows)}):")
                self.stdout.writelines(f"  {line}\n" for line in _as_text(rows))
        counts = ", ".join(
            numbers.counted(len(found.of(outcome)), one, many)
            for outcome, (one, many) in COUNTED.items()
        )
        total = numbers.counted(len(found.judged), "række", "rækker")
        self.stdout.write(f"{total}: {counts}.")
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
