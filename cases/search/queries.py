"""Finding a citizen while the telephone rings: by name, birth date, CPR or case number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Func

from cases.access import door
from cases.access.unseen import Unseen, unseen
from cases.access.viewer import Viewer
from cases.casefile.models import Case, CaseQuerySet
from cases.caselist.queries import Row, rows_of
from cases.citizens.queries import citizen_with_cpr
from cases.citizens.spelling import named
from cases.search.criteria import CASE_NUMBER, read_birth_dates, read_cpr

LETTERS, AT_MOST, CONSIDERED = 3, 8, 200


@dataclass(frozen=True)
class Found:
    """`unseen`: what is said of a number without a case that the viewer sees."""

    rows: Sequence[Row]
    unseen: Unseen | None = None

    @property
    def cases(self) -> list[Case]:
        return [row.case for row in self.rows]


def search(viewer: Viewer, text: str, *, as_of: date) -> Found:
    text = " ".join(text.split())
    if len(text) < LETTERS:
        return Found([])
    if (number := read_cpr(text)) is not None:
        citizen = citizen_with_cpr(number)
        cases = _newest(door.visible_cases(viewer).filter(citizen=citizen)) if citizen else []
        if not cases:
            return Found([], unseen=unseen(viewer, number=number, citizen=citizen))
        return Found(rows_of(cases, viewer, as_of=as_of))
    return Found(rows_of(_by_text(viewer, text), viewer, as_of=as_of))


def _by_text(viewer: Viewer, text: str) -> list[Case]:
    """Open cases first, then by name."""
    seen = door.visible_cases(viewer)
    if CASE_NUMBER.fullmatch(text):
        return _newest(seen.filter(number=text.upper()))
    if born := read_birth_dates(text):
        return _with_steps(seen.filter(citizen__birth_date__in=born))
    return _with_steps(_some(seen.filter(named(text, citizen="citizen"))))


def _some(cases: CaseQuerySet) -> CaseQuerySet:
    """Of more than these it does not matter which eight are shown: one has to type on anyway."""
    return Case.objects.filter(pk__in=cases.values("pk")[:CONSIDERED])


def _newest(cases: CaseQuerySet) -> list[Case]:
    """One case of each citizen: the open one, or the latest."""
    return _with_steps(cases)[:1]


def _with_steps(cases: CaseQuerySet) -> list[Case]:
    return list(
        cases.select_related("citizen__next_step", "jobcenter", "team", "caseworker").order_by(
            F("closed_on").desc(nulls_first=True),
            Func("citizen__name", function="dansk_sort"),
            "number",
        )[:AT_MOST]
    )
