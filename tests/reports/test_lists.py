"""What stands in each ready list, and who gets which rows."""

from datetime import date, datetime

import pytest

from cases.findings.models import Move
from cases.history import change
from cases.nextsteps import operations as nextsteps
from reports.audit.registry import every_list
from tests.factories import (
    TEST,
    TODAY,
    make_case,
    make_citizen,
    make_jobcenter,
    make_period,
    make_revurdering,
    make_running_case,
    recompute,
)
from tests.reports.extracts import extract, rows

pytestmark = pytest.mark.django_db

OVERDUE = date(2025, 3, 15)  # 12 months 14 March 2026, 18 months 14 September 2026


def case_of(name, owner, start=OVERDUE, **flags):
    return make_running_case(name, start, owner=owner, **flags)


def finished_late(case, **days):
    make_revurdering(case, opened_for=date(2026, 3, 14), **days)
    recompute(case.citizen)


def names(found):
    return [row["borger"] for row in found]


def test_running_clocks_have_the_marks_of_the_current_round(anne, karl):
    case = case_of("Anna Ur", anne, date(2026, 2, 14))
    [row] = rows(karl, "loebende-ure")
    assert (row["sag"], row["borger"], row["runde"]) == (case.number, "Anna Ur", 1)
    assert (row["m10"], row["m12"]) == (date(2026, 12, 13), date(2027, 2, 13))
    assert (row["frist"], row["skridt"]) == (
        date(2026, 12, 13),
        "Send sagen til visitationsteamet",
    )
    assert row["beregnet"] == TODAY


def test_a_clock_that_does_not_run_is_on_no_list(anne, karl):
    citizen = make_citizen("Bo Fleks")
    make_period(citizen, date(2020, 1, 1), kind="fleksjob")
    recompute(citizen)
    make_case(citizen=citizen, owner=anne)
    assert rows(karl, "loebende-ure") == []


def test_overdue_cases_have_the_reason_that_was_written(anne, karl):
    case = case_of("Anna Sen", anne)
    case_of("Bent Tidlig", anne, date(2026, 9, 1))
    case_of("Kun Ti", anne, date(2026, 1, 1))  # past the 10 months, which are no law
    with change(actor=TEST):
        made = make_revurdering(case, opened_for=date(2026, 3, 14), started_on=date(2026, 5, 1))
        made.lateness_reason = "Venter på LÆ 265"
        made.save(update_fields=["lateness_reason"])
    nextsteps.refresh(citizen_ids=[case.citizen_id])
    [row] = rows(karl, "over-fristen")
    assert (row["borger"], row["aarsag"]) == ("Anna Sen", "Venter på LÆ 265")
    assert (row["skridt"], row["frist"], row["over"]) == (
        "Afslut revurdering",
        date(2026, 9, 14),
        69,
    )


@pytest.mark.parametrize(
    ("finished_on", "late"),
    [(date(2026, 9, 14), []), (date(2026, 9, 15), [1]), (date(2026, 10, 14), [30])],
)
@pytest.mark.slow
def test_finished_late_begins_the_day_after_the_18_months(anne, karl, finished_on, late):
    case = case_of("Anna Færdig", anne)
    finished_late(case, started_on=date(2026, 3, 1), finished_on=finished_on)
    assert [row["for_sent"] for row in rows(karl, "afsluttet-for-sent")] == late


def test_a_closed_case_is_among_those_finished_late(anne, karl):
    case = case_of("Anna Lukket", anne)
    finished_late(case, started_on=date(2026, 3, 1), finished_on=date(2026, 10, 14))
    with change(actor=TEST):
        case.closed_on, case.close_reason = date(2026, 11, 1), "Folkepension"
        case.save(update_fields=["closed_on", "close_reason"])
    assert names(rows(karl, "afsluttet-for-sent")) == ["Anna Lukket"]
    assert rows(karl, "over-fristen") == []


def moved(case, at):
    return Move.objects.create(
        citizen=case.citizen, round=1, mark="m12", old_date=date(2026, 3, 14),
        new_date=date(2026, 4, 14), cause="Periode rettet", as_of=TODAY, actor="kommando:genberegn",
        recorded_at=at,
    )  # fmt: skip


def test_a_moved_date_is_told_with_its_cause(anne, karl, today):
    case = case_of("Anna Flyt", anne)
    moved(case, datetime.fromisoformat("2026-11-03T09:05:59+01:00"))
    [row] = rows(karl, "flyttede-frister")
    assert (row["foer"], row["nu"], row["dage"]) == (date(2026, 3, 14), date(2026, 4, 14), 31)
    assert (row["flyttet"], row["af"]) == (datetime(2026, 11, 3, 9, 5, 59), "Kommandoen genberegn")


@pytest.mark.parametrize(
    ("fra", "til", "count"), [(2, 2, 0), (3, 3, 1), (3, None, 1), (None, 2, 0)]
)
def test_a_moment_belongs_to_its_danish_day(anne, karl, fra, til, count):
    moved(case_of("Anna Flyt", anne), datetime.fromisoformat("2026-11-02T23:30:00+00:00"))
    chosen = {"fra": fra and date(2026, 11, fra), "til": til and date(2026, 11, til)}
    assert len(rows(karl, "flyttede-frister", **chosen)) == count


def test_a_move_is_told_once_on_the_newest_case(anne, carla, karl):
    case = case_of("Anna Flyt", anne)
    moved(case, datetime.fromisoformat("2026-11-03T09:05:00+01:00"))
    with change(actor=TEST):
        case.closed_on, case.close_reason = date(2026, 11, 1), "Flyttet"
        case.save(update_fields=["closed_on", "close_reason"])
    new = make_case(citizen=case.citizen, owner=carla, opened_on=date(2026, 11, 1))
    assert [row["sag"] for row in rows(karl, "flyttede-frister")] == [new.number]


def test_the_looks_at_one_citizen(anne, karl):
    case = case_of("Anna Set", anne)
    found = extract(karl, "opslag-paa-en-borger", sag=case.number)
    at = datetime.fromisoformat("2026-11-03T09:05:00+01:00")
    cells = found.cells(
        (case.citizen_id, case.number, "Anna Set", at, f"medarbejder:{anne.pk}", "sagsbehandler",
         "musvågevej", "vis", ["identitet", "frister"], "", "ja")
    )  # fmt: skip
    assert list(cells) == [
        case.number, "Anna Set", datetime(2026, 11, 3, 9, 5), "Anne", "Sagsbehandler", "musvågevej",
        "Vist", "identitet, frister", "", "Ja",
    ]  # fmt: skip


def test_the_looks_need_a_case_that_one_may_see(carla, karl):
    case = case_of("Anna Set", carla)
    hidden = case_of("Hemmelig", carla, protected=True)
    assert extract(karl, "opslag-paa-en-borger", sag=hidden.number).count() == 0
    assert extract(karl, "opslag-paa-en-borger", sag="F-2026-9999").count() == 0
    assert extract(karl, "opslag-paa-en-borger", sag=case.number).restricted == 0


def test_roles_tell_every_change_and_by_whom(anne, karl):
    found = rows(karl, "roller")
    hers = next(row for row in found if row["medarbejder"] == "Anne")
    assert (hers["rolle"], hers["tilstand"], hers["aendring"]) == (
        "Sagsbehandler",
        "Godkendt",
        "Oprettet",
    )
    assert (hers["til"], hers["af"]) == (date(2026, 12, 31), "Kommandoen prøve")


def test_a_teamchef_gets_the_roles_of_their_own_jobcenter(anne, carla, tina):
    assert {row["medarbejder"] for row in rows(tina, "roller")} == {"Anne", "Tina"}


def test_a_teamchef_gets_the_cases_of_their_own_jobcenter(anne, carla, tina, karl):
    case_of("Anna Her", anne)
    case_of("Bent Der", carla)
    assert names(rows(tina, "over-fristen")) == ["Anna Her"]
    assert names(rows(karl, "over-fristen")) == ["Anna Her", "Bent Der"]
    chosen = {"jobcenter": make_jobcenter("Lærkevej").pk}
    assert names(rows(karl, "over-fristen", **chosen)) == ["Bent Der"]


@pytest.mark.parametrize(
    "key", ["loebende-ure", "over-fristen", "afsluttet-for-sent", "flyttede-frister"]
)
@pytest.mark.slow
def test_restricted_citizens_are_a_number_below_the_list(anne, karl, tina, key):
    case = case_of("Hemmelig", anne, protected=True)
    finished_late(case, started_on=date(2026, 3, 1), finished_on=date(2026, 10, 14))
    moved(case, datetime.fromisoformat("2026-11-03T09:05:00+01:00"))
    again = case_of("Hemmelig også", anne, colleague=True)
    moved(again, datetime.fromisoformat("2026-11-03T09:05:00+01:00"))
    theirs, hers = extract(karl, key), extract(tina, key)
    assert (theirs.count(), theirs.restricted > 0) == (0, True)
    assert (hers.count() > 0, hers.restricted) == (True, 0)


@pytest.mark.parametrize("listed", every_list(), ids=lambda one: one.key)
def test_who_holds_no_role_for_it_gets_nothing(anne, listed):
    case = case_of("Anna Sen", anne)
    chosen = {"sag": case.number} if listed.needs_a_case else {}
    assert rows(anne, listed.key, **chosen) == []


def test_quality_control_without_a_purpose_sees_nobody(anne, karl):
    case_of("Anna Sen", anne)
    assert rows(karl, "over-fristen", purpose="") == []


@pytest.mark.slow
def test_cases_stand_in_the_order_of_their_numbers(anne, karl):
    for name in ("C", "A", "B"):
        case_of(name, anne)
    assert names(rows(karl, "over-fristen")) == ["C", "A", "B"]


def test_the_number_entered_last_is_the_one_in_the_file(anne, karl):
    case = case_of("Anna Sen", anne, cpr_number="610170-4444")
    [row] = rows(karl, "over-fristen", with_cpr=True)
    assert row["cpr"] == "610170-4444"
    assert "cpr" not in rows(karl, "over-fristen")[0]
    assert case.citizen.cpr_numbers.count() == 1
