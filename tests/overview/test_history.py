"""The history of a case: every act on it, who did it and why, in a fixed number of queries."""

from dataclasses import astuple
from datetime import date, timedelta

import pytest
import time_machine
from django.utils.html import strip_tags

from cases.casefile import operations as casefile
from cases.citizens import cpr, operations, restrictions
from cases.citizens.queries import current_cpr
from cases.findings.models import Move
from cases.history import Actor, change
from cases.overview import events, queries, versions
from cases.people.models import Role
from tests.factories import (
    NOW,
    TODAY,
    make_case,
    make_cpr,
    make_employee,
    make_period,
    make_revurdering,
    recompute,
)
from tests.periods.correcting import correct

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

UNUSED = make_cpr(7777)


@pytest.fixture
def case(anne):
    case = make_case(owner=anne)
    make_period(case.citizen, date(2026, 2, 14), last=date(2026, 3, 1))
    return case


@pytest.fixture
def read(case, bo, client_of):
    def page():
        html = client_of(bo).get(f"/sager/{case.number}/historik/").content.decode()
        return " ".join(strip_tags(html).replace("\u00a0", " ").split())

    return page


def propose(case, by):
    return casefile.propose_visitationsdato_correction(
        case=case, new_date=date(2024, 2, 1), reason="Tastefejl", proposed_by=by
    )


def set_inhabil(case, anne):
    leader = make_employee("Tove", role=Role.TEAM_LEADER)
    return restrictions.register_inhabilitet(
        employee=anne, citizen=case.citizen, registered_by=leader, reason="Nabo"
    )


@pytest.mark.slow
def test_a_period_tells_its_last_day(read):
    assert "Periode oprettet" in read()
    assert "Sidste dag: nu 1. mar. 2026" in read()


@pytest.mark.slow
def test_inhabilitet_is_told_with_person_and_reason(case, anne, read):
    set_inhabil(case, anne)
    assert "Inhabilitet registreret" in read()
    assert "Medarbejder: nu Anne Grund: nu Nabo" in read()


@pytest.mark.slow
def test_lifting_inhabilitet_is_told(case, anne, read):
    restrictions.lift_inhabilitet(
        inhabilitet=set_inhabil(case, anne),
        lifted_by=make_employee("Troels", role=Role.TEAM_LEADER),
        reason="Flyttet",
    )
    assert "Inhabilitet ophævet" in read()
    assert "Troels Begrundelse: Flyttet" in read()


@pytest.mark.slow
def test_a_proposed_correction_is_told(case, anne, read):
    propose(case, anne)
    assert "Rettelse af visitationsdato foreslået" in read()
    assert "Rettet dato: nu 1. feb. 2024" in read()


@pytest.mark.slow
def test_an_approved_correction_is_told(case, anne, bo, read):
    casefile.approve_visitationsdato_correction(correction=propose(case, anne), decided_by=bo)
    assert "Rettelse af visitationsdato godkendt" in read()


@pytest.mark.slow
def test_a_refused_correction_is_told(case, anne, bo, read):
    casefile.refuse_visitationsdato_correction(
        correction=propose(case, anne), decided_by=bo, reason="Datoen er rigtig"
    )
    assert "Rettelse af visitationsdato afvist" in read()
    assert "Begrundelse: Datoen er rigtig" in read()


@pytest.mark.slow
def test_a_new_cpr_number_is_told_and_never_shown(case, anne, read):
    operations.add_cpr_number(
        citizen=case.citizen, cpr=cpr.parse(UNUSED), valid_from=TODAY, actor=Actor.employee(anne)
    )
    assert "Anne Begrundelse: Nyt cpr-nummer" in read()
    assert read().count(UNUSED[:6]) == 1  # the identity bar, masked
    assert UNUSED[-4:] not in read()


def test_a_number_given_by_mistake_and_the_one_given_again_are_both_told(case, anne):
    right = current_cpr(case.citizen)
    for number, reason in ((cpr.parse(UNUSED), ""), (right, "Tastefejl")):
        operations.add_cpr_number(
            citizen=case.citizen,
            cpr=number,
            valid_from=TODAY,
            reason=reason,
            actor=Actor.employee(anne),
        )
    told = {event.reason: event.actor for event in events.told(versions.versions(case))}
    assert told["Nyt cpr-nummer"] == "Anne"
    assert told["Tidligere cpr-nummer gælder igen: Tastefejl"] == "Anne"
    assert not any(one.digits[6:] in str(told) for one in (right, cpr.parse(UNUSED)))


@pytest.mark.slow
def test_the_newest_stands_first(case, anne, read):
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        propose(case, anne)
    assert read().index("Rettelse af visitationsdato") < read().index("Sag oprettet")


@pytest.mark.slow
def test_every_kind_of_act_is_read_in_the_same_15_queries(case, anne, bo, client_of, count_queries):
    set_inhabil(case, make_employee("Peter", role=Role.CASEWORKER))
    casefile.approve_visitationsdato_correction(correction=propose(case, anne), decided_by=bo)
    client = client_of(bo)
    assert count_queries(lambda: client.get(f"/sager/{case.number}/historik/")) <= 15


def test_only_the_names_on_the_page_are_read(case, bo, client_of, django_assert_max_num_queries):
    make_employee("Uvedkommende")
    client = client_of(bo)
    with django_assert_max_num_queries(99) as asked:
        client.get(f"/sager/{case.number}/historik/")
    names = [one["sql"] for one in asked if 'FROM "cases_employee"' in one["sql"]]
    assert names
    assert all("WHERE" in sql for sql in names)


def test_the_sheet_tells_each_fact_and_is_logged_as_an_export(case, bo, client_of, monkeypatch):
    written = []
    monkeypatch.setattr("cases.readlog.buffer.write", written.extend)
    sheet = client_of(bo).get(f"/sager/{case.number}/historik/hent/").content.decode()
    assert sheet.startswith("\ufeffTidspunkt;Hvem;Hvad;Begrundelse;Oplysning;Før;Nu\r\n")
    assert "Periode oprettet: Ledighedsydelse 14. februar–1. marts 2026;" in sheet
    assert ";sidste dag;–;1." in sheet
    assert sheet.endswith(f"Historik på sag {case.number}, {case.citizen.name}\r\n")
    assert [(row.action, row.citizen_id) for row in written] == [("eksport", case.citizen_id)]


@pytest.fixture
def moved(case, anne):
    """Two rounds reached long ago; beginning later moves both."""
    period = make_period(case.citizen, date(2020, 1, 1), last=date(2022, 3, 31))
    recompute(case.citizen)
    return correct(
        period, start=date(2020, 3, 1), reason="Fejl i kilden", actor=Actor.employee(anne)
    )


def all_events(case):
    return events.told(versions.with_moves(case))


def test_what_a_change_moved_is_one_event_with_every_round(case, moved):
    found = [event for event in all_events(case) if event.title == "Det flyttede sig"]
    assert [(event.actor, len(event.changes)) for event in found] == [("Anne", len(moved.moves))]
    assert found[0].reason.startswith("Periode rettet: fra 1. januar 2020 → 1. marts 2020")
    told = [
        tuple(field.replace("\u00a0", " ") for field in astuple(one)) for one in found[0].changes
    ]
    assert len(told) == len(moved.moves)
    assert ("12 måneder, runde 1", "31. dec. 2020", "28. feb. 2021") in told
    assert {label[-1] for label, _, _ in told} >= {"1", "2"}


def test_a_round_that_waits_for_the_one_before_it_is_not_called_lost(anne):
    """Round 1 was reached days ago; a correction of a week, and it is not, nor is round 2 begun."""
    case = make_case(owner=anne)
    period = make_period(case.citizen, TODAY - timedelta(days=367))
    recompute(case.citizen)
    later = period.start + timedelta(days=7)
    correct(period, start=later, reason="Fejl i kilden", actor=Actor.employee(anne))
    waits = "beregnes, når runde 1 har nået 12 måneder"
    found = next(event for event in all_events(case) if event.title == "Det flyttede sig")
    by_round = {one.label[-1]: one.new for one in found.changes if "12 måneder" in one.label}
    assert by_round["2"] == waits
    assert by_round["1"] != waits
    shown = queries.latest_moves(case).shown
    assert [move.round for move, _ in shown] == [1] * 3 + [2] * 3
    assert {text for move, text in shown if move.round == 2} == {waits}


def test_the_headlines_on_the_overview_leave_what_moved_to_its_own_place(case, moved):
    titles = [event.title for event in events.latest_events(case, limit=9)]
    assert "Periode ændret: Ledighedsydelse 1. januar 2020–31. marts 2022" in titles
    assert "Det flyttede sig" not in titles


@pytest.mark.slow
def test_the_overview_shows_all_that_the_latest_change_moved(case, moved, anne, client_of):
    html = client_of(anne).get(f"/sager/{case.number}/").content.decode()
    assert len(moved.moves) > 3
    for move in moved.moves:
        assert f"{Move.Mark(move.mark).label}, runde {move.round}" in html


def test_more_than_the_page_holds_is_left_to_the_history(case, moved, monkeypatch):
    monkeypatch.setattr(queries, "MOVES_SHOWN", 2)
    latest = queries.latest_moves(case)
    assert (len(latest.shown), latest.are_more) == (2, True)


def test_a_list_that_only_confirms_a_period_is_no_event(case, anne):
    period = make_period(case.citizen, date(2026, 4, 1), last=date(2026, 4, 30))
    with change(actor=Actor.employee(anne), reason="Indlæst fra T"):
        period.imported_at = NOW
        period.imported_end = period.end
        period.save(update_fields=["imported_at", "imported_end"])
    assert period.history.count() == 2
    assert not [event for event in all_events(case) if event.reason == "Indlæst fra T"]


def test_a_revurdering_says_which_round(case):
    make_revurdering(case, number=2, started_on=date(2026, 11, 2))
    make_revurdering(case, number=None, started_on=date(2026, 11, 3))
    titles = [event.title for event in all_events(case)]
    assert "Revurdering oprettet: runde 2" in titles
    assert "Revurdering oprettet: uden runde, 12 måneder den 31. december 2026" in titles
