"""One citizen, one move: every place that names the day by which to finish names the same."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from cases.access.viewer import viewer_for
from cases.caselist import queries as caselist
from cases.caselist.filters import Filters
from cases.danish import dates
from cases.feeds import queries as feeds
from cases.feeds.ical import calendar
from cases.history import Actor, change
from cases.mail.already_done import done_since_told
from cases.myday import queries as myday
from cases.myday.rules import Split
from cases.nextsteps import operations as next_steps
from cases.overview import queries as overview
from cases.overview import tables
from cases.overview.picture import picture
from cases.overview.sentence import sentence
from cases.people.terms import words
from cases.periods import effects, preview
from cases.reconciling import reckoning
from cases.reminders import operations as reminders
from cases.reminders.models import Obligation
from reports.asking.models import ReasonRequest
from reports.asking.queries import waiting
from reports.figures import catalogue
from reports.figures import queries as figures
from reports.figures.history import as_known
from reports.figures.month import Month
from reports.figures.relation import AS_IT_STANDS
from reports.figures.scope import Scope
from revurdering import operations, queries
from tests.factories import NOW, TEST, TODAY, make_revurdering
from tests.reports.extracts import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

M12, M18 = date(2026, 3, 14), date(2026, 9, 14)


def moved(case, on, *, version=1):
    return operations.register_tilflytning(
        case=case, number=1, on=on, why="Sagen kom sent", as_of=TODAY, actor=TEST, version=version
    )


def begun(case, *, on=M12):
    make_revurdering(case, opened_for=M12, started_on=on)
    next_steps.refresh(citizen_ids=[case.citizen_id])


def outlook_of(case):
    return overview.facts_of(case, words=words(as_of=TODAY)).outlook(as_of=TODAY)


def scope(case, as_of=TODAY):
    return Scope(Month.of(as_of), as_of, case.jobcenter_id)


def due_everywhere(case, anne, tina):
    """By the place that says it."""
    viewer, leader = viewer_for(anne, as_of=TODAY), viewer_for(tina, as_of=TODAY)
    line = queries.line_of_round(citizen_id=case.citizen_id, number=1, as_of=TODAY)
    outlook = outlook_of(case)
    [entry] = feeds.entries(viewer, team=None)
    [awaited] = myday.day_of(viewer, Split.OTHERS).tasks
    [shown] = figures.listing(leader, catalogue.FINISHED, scope(case)).rows or figures.listing(
        leader, next(one for one in (catalogue.OPEN_LATE, catalogue.OPEN_IN_TIME)
                     if figures.listing(leader, one, scope(case)).rows), scope(case),
    ).rows  # fmt: skip
    return {
        "Revurdering": line.finished.due,
        "Overblik": tables.next_steps(outlook)[0].due,
        "Mærker": next(row.day for row in tables.mark_rows(outlook) if "tilflytning" in row.label),
        "Tidslinje": next(mark.day for mark in picture(outlook).marks if mark.kind == "move"),
        "Hvorfor": outlook.mark(number=1, kind="m18").due,
        "Sager": caselist.listing(viewer, Filters(), as_of=TODAY).rows[0].due,
        "Min dag": awaited.due,
        "iCal": entry.due,
        "Månedsstatus": shown.finish_by,
        "Månedsstatus, næste dag": shown.next_due,
    }


@pytest.mark.slow
def test_while_it_lies_ahead(case, anne, tina):
    begun(case)
    moved(case, date(2026, 5, 25))
    due = date(2026, 11, 25)
    assert set(due_everywhere(case, anne, tina).values()) == {due}
    told = sentence("Carl", outlook_of(case))
    assert (told.late, told.ahead) == (
        "", "Efter tilflytningen skal revurderingen være afsluttet senest 25. november 2026.",
    )  # fmt: skip


def test_what_a_period_would_move_is_told_first_of_the_round_in_hand_and_with_its_own_day(case):
    begun(case)
    moved(case, date(2026, 5, 25))
    [period] = case.citizen.periods.all()
    facts = {"kind": period.kind, "start": date(2025, 4, 1), "end": period.end}
    seen = preview.preview(
        citizen_id=case.citizen_id, period_id=period.pk, as_of=TODAY, **facts
    )  # fmt: skip
    told = effects.lines_about(case, seen.moves, seen.unchanged)
    assert told[2] == (
        "Fristen for 18 måneder, runde 1: 14. september 2026 → 30. september 2026 (16 dage senere), "
        "men efter tilflytningen er fristen 25. november 2026"
    )


def test_a_month_is_told_as_it_was_known_before_the_move_was_registered(case):
    begun(case)
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        moved(case, date(2026, 5, 25))

    def late(source):
        return figures.numbers(scope(case), [catalogue.OPEN_LATE], source=source)["over-fristen"]

    known = [as_known(NOW + timedelta(hours=at), jobcenter_id=case.jobcenter_id) for at in (0, 1)]
    assert [late(one) for one in (*(then.source for then in known), AS_IT_STANDS)] == [1, 0, 0]


@pytest.mark.slow
def test_when_it_has_passed_and_when_it_is_finished_late(case, anne, tina, karl):
    begun(case)
    moved(case, date(2026, 4, 20))
    due = date(2026, 10, 20)
    assert set(due_everywhere(case, anne, tina).values()) == {due}
    assert [row["frist"] for row in rows(karl, "over-fristen")] == [due]
    late = sentence("Carl", outlook_of(case)).late
    assert late == f"Revurderingen skulle være afsluttet senest {dates.long(due)}."
    on = date(2026, 10, 21)
    operations.finish(
        case=case, on=on, outcome="fortsat_ret", as_of=TODAY, actor=TEST, version=2
    )  # fmt: skip
    [row] = rows(karl, "afsluttet-for-sent")
    assert (row["tilflyttet"], row["frist"], row["for_sent"]) == (date(2026, 4, 20), due, 1)


def test_what_is_told_and_what_is_reckoned_once_more_are_of_that_day(case, anne, tina):
    begun(case)
    moved(case, date(2026, 5, 25))
    reminders.plan(day=TODAY, actor=Actor.job("nat"))
    told = Obligation.objects.filter(case=case)
    assert set(told.values_list("kind", "due", "step")) == {("m18", date(2026, 11, 25), 7)}
    again = reckoning.expected(day=TODAY, as_of=TODAY).keys
    assert {key for key in again if key.startswith(f"{case.pk}|")} == set(
        told.values_list("key", flat=True)
    )


def test_who_was_asked_why_need_not_answer_when_the_move_explains_it(case, tina):
    begun(case)
    with change(actor=TEST):
        ReasonRequest.objects.create(case=case, round=1, asked_by=tina, asked_on=TODAY)
    assert waiting(as_of=TODAY).count() == 1
    moved(case, date(2026, 5, 25))
    assert waiting(as_of=TODAY).count() == 0


@pytest.mark.slow
def test_the_caseworker_is_asked_for_no_reason_either(case, anne):
    begun(case)
    viewer = viewer_for(anne, as_of=TODAY)

    def asked():
        return [task.kind.name for task in myday.day_of(viewer, Split.NOW).tasks]

    assert asked() == ["revurdering-aarsag"]
    moved(case, date(2026, 5, 25))
    assert asked() == []


@pytest.mark.slow
def test_min_dag_says_that_it_is_because_of_a_move(case, anne):
    begun(case)
    moved(case, date(2026, 5, 25))
    [task] = myday.day_of(viewer_for(anne, as_of=TODAY), Split.OTHERS).tasks
    assert task.kind.why(task, TODAY) == (
        "Tilflyttet 25. maj 2026; den længere frist udløber 25. november 2026"
    )


def test_the_calendar_says_so_and_grows_its_sequence_with_each_change(case, anne):
    begun(case)
    moved(case, date(2026, 5, 25))

    def entry():
        [found] = feeds.entries(viewer_for(anne, as_of=TODAY), team=None)
        return found

    text = calendar([entry()], name="x", at=timezone.now(), url_of=str).decode()
    assert "Frist efter tilflytning – sag" in text.replace("\r\n ", "")
    assert (entry().moved, entry().is_longer) == (1, True)
    operations.withdraw_tilflytning(
        case=case, number=1, reason="Forkert sag", as_of=TODAY, actor=TEST, version=2
    )
    assert (entry().moved, entry().is_longer, entry().due) == (2, False, M18)


def test_the_sequence_stays_when_an_empty_record_has_left_its_round(case, anne):
    moved(case, date(2026, 5, 25), version=None)
    operations.withdraw_tilflytning(
        case=case, number=1, reason="Forkert sag", as_of=TODAY, actor=TEST, version=1
    )
    found = feeds.entries(viewer_for(anne, as_of=TODAY), team=None)
    assert {entry.mark: entry.moved for entry in found} == {"m12": 0, "m18": 2}


def test_what_is_done_since_the_night_told_of_it_is_not_mailed(case, anne):
    begun(case)
    moved(case, date(2026, 5, 25))
    reminders.plan(day=TODAY, actor=Actor.job("nat"))
    found = list(Obligation.objects.filter(case=case).select_related("case"))
    assert done_since_told(found) == frozenset()
    operations.finish(
        case=case, on=TODAY, outcome="fortsat_ret", as_of=TODAY, actor=TEST, version=2
    )  # fmt: skip
    assert done_since_told(found) == {one.pk for one in found}
