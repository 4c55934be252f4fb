"""The filtered list as CSV that opens right in a Danish Excel."""

from dataclasses import dataclass
from datetime import date

from cases import spreadsheet
from cases.access import door
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from cases.caselist import queries
from cases.caselist.filters import Filters
from cases.danish import dates, numbers

ASK_ABOVE = 500
HEADER = (
    "Sag", "Borger", "Fødselsdato", "{jobcenter}", "Team", "Sagsbehandler",
    "Næste frist", "Næste skridt", "Dage i vinduet",
)  # fmt: skip


@dataclass(frozen=True)
class Export:
    cases: list[Case]
    restricted: int

    @property
    def total(self) -> int:
        return len(self.cases)


def rows(viewer: Viewer, filters: Filters, *, as_of: date) -> Export:
    seen = queries.narrowed(door.visible_cases(viewer), viewer, filters, as_of=as_of)
    hidden = queries.narrowed(door.restricted_cases(viewer), viewer, filters, as_of=as_of)
    return Export(list(queries.ordered(seen, filters.sorter)), hidden.count())


def as_csv(found: Export, viewer: Viewer, *, as_of: date) -> str:
    """Ends with the number of cases that the viewer may count but not see."""
    label = viewer.terms.on(as_of).jobcenter.label
    header = [name.format(jobcenter=label) for name in HEADER]
    rows = [_cells(case, viewer, as_of) for case in found.cases]
    if found.restricted:
        count = numbers.counted(found.restricted, "sag", "sager").replace(numbers.NBSP, " ")
        rows.append([f"{count} med begrænset adgang"])
    return spreadsheet.as_csv(header, rows)


def _cells(case: Case, viewer: Viewer, as_of: date) -> list[str]:
    step = case.citizen.next_step
    return [
        case.number,
        case.citizen.name,
        _day(case.citizen.birth_date),
        case.jobcenter.name,
        case.team.name,
        case.caseworker.name if case.caseworker else "",
        _day(step.due),
        queries.task_of(case, viewer, as_of=as_of),
        str(step.counted_days),
    ]


def _day(day: date | None) -> str:
    return dates.numeric(day) if day else ""
