"""The visitationsteam reaches those it must account for in the month to report, and nobody longer."""

from datetime import date

import pytest

from cases.access import door
from cases.access.viewer import Viewer, viewer_for
from cases.casefile.models import Case
from cases.people.models import Employee
from reports.figures.month import Month
from reports.figures.scope import Scope
from reports.status.late import late_rounds
from revurdering.models import Revurdering
from tests.factories import TODAY, make_jobcenter, make_revurdering, make_running_case

pytestmark = pytest.mark.django_db
OCTOBER = Month(date(2026, 10, 1))
BY_THE_WEEK = date(2026, 11, 15)  # the last day that revurdering.scope leaves out on TODAY
ENDED = date(2026, 11, 30)  # no round is near after this one


def finished(
    name: str,
    *,
    since: date = date(2025, 10, 1),
    m12: date = date(2026, 9, 30),
    started_on: date | None = None,
    jobcenter: str = "Musvågevej",
    has_round: bool = True,
) -> Case:
    case = make_running_case(name, since, ENDED, jobcenter=make_jobcenter(jobcenter))
    make_revurdering(
        case, number=1 if has_round else None, opened_for=m12, started_on=started_on,
        finished_on=BY_THE_WEEK,
    )  # fmt: skip
    return case


def seen(viewer: Viewer) -> set[int]:
    return set(door.visible_cases(viewer).values_list("pk", flat=True))


def test_what_was_open_when_the_month_ended_is_reached_until_the_next_is_reported(
    vera: Employee,
) -> None:
    november = {"since": date(2025, 11, 10), "m12": date(2026, 11, 9)}
    reached = finished("Nåede 12 måneder")
    begun = finished("Begyndt i oktober", **november, started_on=date(2026, 10, 20))  # type: ignore[arg-type]
    finished("Begyndt siden", **november, started_on=date(2026, 11, 2))  # type: ignore[arg-type]
    finished("Et andet jobcenter", jobcenter="Lærkevej")
    finished("Runden findes ikke", since=date(2026, 9, 1), has_round=False)
    assert seen(viewer_for(vera, as_of=TODAY)) == {reached.pk, begun.pk}
    in_december = seen(viewer_for(vera, as_of=date(2026, 12, 1)))
    assert reached.pk in in_december  # finished in November, which is reported now
    assert not seen(viewer_for(vera, as_of=date(2027, 1, 1)))


def test_the_form_names_every_late_round_that_is_not_restricted(vera: Employee) -> None:
    case = finished("Forsinket i oktober")
    assert Revurdering.objects.get().finished_on == BY_THE_WEEK
    scope = Scope(OCTOBER, OCTOBER.last, case.jobcenter_id)
    late = late_rounds(viewer_for(vera, as_of=TODAY), scope)
    assert (late.total, late.restricted) == (1, 0)
    assert [one.case for one in late.unexplained] == [case]
