"""The late rounds of a month as a form shows them: who may be named, what is said, what is approved."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from reports.figures import catalogue
from reports.figures import queries as figures
from reports.figures.queries import Row
from reports.figures.scope import Scope
from reports.status import queries


@dataclass(frozen=True)
class LateRound:
    """`may_explain`: the viewer may write its reason."""

    case: Case
    row: Row
    may_explain: bool
    is_approved: bool

    @property
    def key(self) -> str:
        return f"{self.case.number}-{self.row.round}"

    @property
    def finished_late(self) -> bool:
        row = self.row
        return bool(row.finished_on and row.finish_by and row.finished_on > row.finish_by)

    def due(self, as_of: date) -> date | None:
        """The day of the law that was passed; the later one, where both were."""
        row = self.row
        is_past = row.finish_by is not None and row.finish_by < as_of and not row.finished_on
        return row.finish_by if self.finished_late or (row.started_on and is_past) else row.start_by

    def what(self, as_of: date) -> str:
        """What is missing, or what was done late."""
        row = self.row
        if row.finished_on:
            return "Afsluttet for sent" if self.finished_late else "Påbegyndt for sent, afsluttet"
        if row.started_on is None:
            return "Ikke påbegyndt"
        return "Påbegyndt for sent" if self.due(as_of) == row.start_by else "Ikke afsluttet"


@dataclass(frozen=True)
class Late:
    """`restricted`: those that count and cannot be shown here."""

    rounds: list[LateRound]
    total: int
    restricted: int

    @property
    def unexplained(self) -> list[LateRound]:
        return [one for one in self.rounds if not one.row.reason and one.may_explain]


def late_rounds(viewer: Viewer, scope: Scope, *, at_most: int | None = None) -> Late:
    able = door.visible_cases(viewer, act=Act.EXPLAIN_IN_STATUS).filter(pk=OuterRef("pk"))
    cases = door.visible_cases(viewer).annotate(may_explain=Exists(able))
    found = figures.listing(viewer, catalogue.LATE_ALL, scope, at_most=at_most, cases=cases)
    shown = [row for row in found.rows if row.case_id in found.cases]
    approved = queries.approved_reasons([row.case_id for row in shown])
    rounds = [
        LateRound(
            case=found.cases[row.case_id],
            row=row,
            may_explain=bool(found.cases[row.case_id].may_explain),  # type: ignore[attr-defined]
            is_approved=(row.case_id, row.round, row.reason) in approved,
        )
        for row in shown
    ]
    return Late(rounds, found.number, found.restricted)
