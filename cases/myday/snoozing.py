"""What a person is told when tasks are put off, and what is kept so that it can be undone."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.urls import reverse

from cases.access.declare import FleksjobRequest
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from cases.danish import dates, wording
from cases.danish.numbers import counted
from cases.myday import queries, tables
from cases.myday.operations import Report, Told
from cases.myday.registry import Task
from cases.myday.rules import Split

AT_MOST = 200
UNDO_KEY = "udskydelse"
NOTHING_CHOSEN = "Vælg mindst én opgave, før du udskyder"
NOTHING_CALLED_BACK = "Vælg mindst én opgave, før du henter den tilbage"


def chosen(request: FleksjobRequest) -> list[tuple[Task, Case]]:
    """Of the keys sent, the tasks that are the viewer's now; what else was sent is not there."""
    keys = _keys(request)
    numbers = {key.partition(" ")[0] for key in keys}
    return [
        (task, case)
        for task, case in tasks_of(request.viewer, numbers)
        if tables.key_of(task, case) in keys
    ]


def tell_gone(request: FleksjobRequest, found: Sequence[tuple[Task, Case]], *, none: str) -> None:
    """What was chosen and is a colleague's or done by now. `none` is said when nothing was chosen."""
    keys = _keys(request)
    if gone := len(keys) - len(found):
        messages.warning(request, wording.no_longer_yours(gone, "opgave", "opgaver"))
    elif not keys:
        messages.error(request, none)


def _keys(request: FleksjobRequest) -> set[str]:
    return set(request.POST.getlist("opgave")[:AT_MOST])


def tasks_of(viewer: Viewer, numbers: set[str]) -> list[tuple[Task, Case]]:
    cases = queries.cases_numbered(viewer, numbers)
    return [(task, cases[task.case_id]) for task in queries.tasks_on(viewer, list(cases))]


def receipt(request: FleksjobRequest, report: Report, *, until: date, split: Split) -> None:
    """Case numbers and no names: a message is shown on a page that may not log the citizen."""
    if report.done:
        keep_for_undo(request, report.done)
        when = dates.with_weekday(until)
        messages.success(request, f"{_tasks(report.done)} er udskudt til {when}.", undo_tag(split))
    for case, limit in report.beyond[:5]:
        messages.error(
            request,
            f"{case.number}: Opgaven kan højst udskydes til {dates.long(limit)}. "
            "Det er lovens frist",
        )
    if len(report.beyond) > 5:
        messages.error(request, f"{len(report.beyond) - 5} opgaver mere har en tidligere lovfrist")
    if report.may_not_wait:
        messages.error(request, _may_not_wait(report.may_not_wait))


def undo_tag(split: Split) -> str:
    """`split`: where the undoing leads back to."""
    return f"fortryd:{reverse('min_dag_fortryd')}?del={split.value}"


def keep_for_undo(request: FleksjobRequest, told: Sequence[Told]) -> None:
    request.session[UNDO_KEY] = [
        [one.snooze_id, _text(one.before), _text(one.until)] for one in told
    ]


def kept_for_undo(request: FleksjobRequest) -> list[tuple[int, date | None, date | None]]:
    kept = request.session.pop(UNDO_KEY, [])
    return [(key, _day(before), _day(until)) for key, before, until in kept]


def _tasks(told: Sequence[Told]) -> str:
    if len(told) == 1:
        return f"»{told[0].task.kind.verb}« på {told[0].case.number}"
    return counted(len(told), "opgave", "opgaver")


def _may_not_wait(cases: Sequence[Case]) -> str:
    one = len(cases) == 1
    named = f"{cases[0].number}: Opgaven" if one else counted(len(cases), "opgave", "opgaver")
    return (
        f"{named} kan ikke udskydes, for lovens frist er nået. "
        f"Gør {'den' if one else 'dem'} færdig{'' if one else 'e'}, overdrag, "
        "eller skriv grunden til forsinkelsen"
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
