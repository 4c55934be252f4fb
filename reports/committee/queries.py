"""The committee's version of a month as pages ask for it: who is in it, and what may be shown."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from cases.people.models import Jobcenter
from reports.committee import rules
from reports.committee.models import CommitteePart, CommitteeVersion
from reports.figures import catalogue
from reports.figures.month import Month
from reports.status import queries as statuses
from reports.status.models import MonthStatus, StatusStep

HIDDEN, MISSING = "vises ikke", "mangler"


@dataclass(frozen=True)
class InSoFar:
    """Whose status is approved, and who is waited for. In the order of their names."""

    approved: Mapping[int, MonthStatus]
    missing: list[Jobcenter]

    @property
    def may_be_made(self) -> bool:
        return bool(self.approved) and not self.missing


def in_so_far(month: Month) -> InSoFar:
    sent, everyone = statuses.all_of(month), statuses.reporting_jobcentres(month=month)
    approved = {
        one.pk: sent[one.pk]
        for one in everyone
        if one.pk in sent and statuses.step(sent[one.pk], StatusStep.Kind.APPROVED)
    }
    return InSoFar(approved, [one for one in everyone if one.pk not in approved])


def version_of(month: Month) -> CommitteeVersion | None:
    parts = CommitteePart.objects.select_related("jobcenter", "status").order_by("jobcenter__name")
    made = CommitteeVersion.objects.filter(month=month.first).select_related("made_by")
    return made.prefetch_related(Prefetch("parts", parts)).first()


def named(jobcentres: Sequence[Jobcenter]) -> str:
    """ "A, B og C"."""
    names = [one.name for one in jobcentres]
    return " og ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def missing_in(version: CommitteeVersion) -> list[CommitteePart]:
    return [part for part in version.parts.all() if part.status is None]


@dataclass(frozen=True)
class Closed:
    """Without whom, and by whom: for quality control, not in the version itself."""

    version: CommitteeVersion
    without: str


def closed(month: Month) -> Closed | None:
    version = version_of(month)
    without = [part.jobcenter for part in missing_in(version)] if version else []
    return Closed(version, named(without)) if version and without else None


@dataclass(frozen=True)
class LeftOut:
    """The version stands without this jobcenter; no status of it comes in any more.

    `reason` is empty where it owed nothing when the version was made.
    """

    reason: str


def left_out(*, month: Month, jobcentres: Collection[int]) -> dict[int, LeftOut]:
    """Of these, by jobcenter. A version has a part at least."""
    made = CommitteePart.objects.filter(version__month=month.first)
    parts = {part.jobcenter_id: part for part in made}
    return {
        key: LeftOut(parts[key].reason if key in parts else "")
        for key in jobcentres
        if parts and (key not in parts or parts[key].status_id is None)
    }


@dataclass(frozen=True)
class Cell:
    """A number, or the word that stands in its place."""

    number: int | None
    word: str = ""

    def __str__(self) -> str:
        return self.word if self.number is None else str(self.number)


@dataclass(frozen=True)
class Table:
    """A line for each number: its parts by jobcenter, and the sum last. `total` names the sum."""

    jobcentres: list[str]
    total: str
    rows: list[tuple[str, list[Cell]]]


def table(version: CommitteeVersion) -> Table:
    parts = list(version.parts.all())
    held = [part.status for part in parts if part.status is not None]
    shown = rules.published_together(
        {one.key: [status.numbers[one.key] for status in held] for one in catalogue.STATUS},
        begun=[one.key for one in catalogue.BEGUN],
        holding=[one.key for one in catalogue.HOLDING],
    )
    rows = [(one.label, _cells(parts, shown[one.key])) for one in catalogue.STATUS]
    total = "I alt" if len(held) == len(parts) else "I alt uden de manglende"
    return Table([part.jobcenter.name for part in parts], total, rows)


def _cells(parts: list[CommitteePart], column: rules.Column) -> list[Cell]:
    held = iter(column.parts)
    cells = [
        Cell(None, MISSING) if part.status is None else Cell(next(held), HIDDEN) for part in parts
    ]
    return [*cells, Cell(column.total, HIDDEN)]
