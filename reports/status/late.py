"""The late rounds of a month as a form shows them: who may be named, what is said, what is approved."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from reports.asking.models import ReasonRequest
from reports.figures import catalogue
from reports.figures import queries as figures
from reports.figures.catalogue import Figure
from reports.figures.queries import Row
from reports.figures.scope import Scope
from reports.status.models import ReasonApproval


@dataclass(frozen=True)
class Asked:
    """The caseworker has been asked for the reason."""

    pk: int
    on: date


@dataclass(frozen=True)
class LateRound:
    """`may_explain`: the viewer may write its reason."""

    case: Case
    row: Row
    may_explain: bool
    is_approved: bool
    asked: Asked | None = None

    @property
    def key(self) -> str:
        return f"{self.case.number}-{self.row.round}"

    @property
    def is_open_to_its_keeper(self) -> bool:
        """There is a caseworker who can be asked for the reason."""
        return self.case.caseworker_id is not None and self.case.closed_on is None

    @property
    def finished_late(self) -> bool:
        row = self.row
        return bool(row.finished_on and row.finish_by and row.finished_on > row.finish_by)

    def due(self, as_of: date) -> date | None:
        """The day of the law that was passed; the later one, where both were.

        A municipality that was exempt on the first answers for the second alone.
        """
        row = self.row
        is_past = row.finish_by is not None and row.finish_by < as_of and not row.finished_on
        is_by_the_later = self.finished_late or (row.started_on and is_past)
        return row.finish_by if is_by_the_later else row.start_by or row.finish_by

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


def late_rounds(
    viewer: Viewer,
    scope: Scope,
    *,
    figure: Figure = catalogue.LATE_ALL,
    at_most: int | None = None,
) -> Late:
    """What is said of each round comes with its case: the page has few questions left."""
    able = door.visible_cases(viewer, act=Act.EXPLAIN_IN_STATUS).filter(pk=OuterRef("pk"))
    approvals = ReasonApproval.objects.filter(case=OuterRef("pk"))
    requests = ReasonRequest.objects.standing().filter(case=OuterRef("pk"))
    cases = door.visible_cases(viewer).annotate(
        may_explain=Exists(able),
        approved=ArraySubquery(approvals.values(one=JSONObject(round="round", reason="reason"))),
        asked=ArraySubquery(requests.values(one=JSONObject(round="round", pk="pk", on="asked_on"))),
    )
    found = figures.listing(viewer, figure, scope, at_most=at_most, cases=cases)
    rounds = [
        _round(found.cases[row.case_id], row) for row in found.rows if row.case_id in found.cases
    ]
    return Late(rounds, found.number, found.restricted)


def _round(case: Any, row: Row) -> LateRound:
    """`case` carries what `late_rounds` asked for with it."""
    asked = next((one for one in case.asked if one["round"] == row.round), None)
    return LateRound(
        case=case,
        row=row,
        may_explain=case.may_explain,
        is_approved={"round": row.round, "reason": row.reason} in case.approved,
        asked=Asked(asked["pk"], date.fromisoformat(asked["on"])) if asked else None,
    )
