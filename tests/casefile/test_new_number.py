"""A new CPR number for the same citizen, and the way back from one given by mistake."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from cases.casefile.models import Case
from cases.citizens import cpr
from cases.citizens.queries import citizen_with_cpr, current_cpr
from cases.readlog.writer import LogEntry
from tests.casefile.pages import UNUSED, send, text
from tests.factories import NOW, make_case, make_citizen, make_period

pytestmark = pytest.mark.django_db


def test_a_new_number_still_finds_the_citizen_by_the_old(hers: Client, case: Case) -> None:
    old = current_cpr(case.citizen)
    send(
        hers,
        "sag_nyt_cpr",
        case.number,
        cpr=UNUSED,
        is_checked="on",
        valid_from="i dag",
        former="behold",
    )
    new = current_cpr(case.citizen)
    assert new is not None
    assert old is not None
    assert (new.formatted, case.citizen.cpr_numbers.count()) == (UNUSED, 2)


def test_a_number_of_one_born_after_the_first_period_is_refused(hers: Client, case: Case) -> None:
    make_period(case.citizen, date(2020, 1, 1))
    fields = {"cpr": "720121-4444", "is_checked": "on", "valid_from": "i dag", "former": "behold"}
    assert "er født 12. januar 2021" in text(send(hers, "sag_nyt_cpr", case.number, **fields))
    assert case.citizen.cpr_numbers.count() == 1


def test_the_number_entered_last_is_the_one_shown(hers: Client, case: Case) -> None:
    fields = {"cpr": UNUSED, "is_checked": "on", "former": "behold"}
    shown = text(send(hers, "sag_nyt_cpr", case.number, **fields, valid_from="+1"))
    assert "Datoen må ikke ligge efter i dag" in shown
    send(hers, "sag_nyt_cpr", case.number, **fields, valid_from="1.1.2001")
    new = current_cpr(case.citizen)
    case.citizen.refresh_from_db()
    assert new is not None
    assert (new.formatted, case.citizen.birth_date) == (UNUSED, new.birth_date)


def test_anothers_number_is_refused_without_a_name(
    hers: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_citizen("Hemmelig", cpr_number=UNUSED, protected=True)
    make_case(citizen=other)
    written: list[LogEntry] = []
    monkeypatch.setattr("cases.readlog.buffer.write", written.extend)
    fields = {"cpr": UNUSED, "is_checked": "on", "valid_from": "i dag", "former": "behold"}
    shown = text(send(hers, "sag_nyt_cpr", case.number, **fields))
    assert "Nummeret kan ikke gemmes på denne borger, heller ikke af andre" in shown
    assert "registreret" not in shown.split("Nummeret kan ikke")[1][:160]
    assert "bed teamchefen søge på det" in shown
    assert "Hemmelig" not in shown
    refused = [(row.rule, row.citizen_id) for row in written if row.action == "afslag"]
    assert refused == [("ret_borger:3", other.pk)]


def test_a_mistake_is_taken_back_once_it_is_told_why(hers: Client, case: Case) -> None:
    right = current_cpr(case.citizen)
    assert right is not None
    fields = {"is_checked": "on", "valid_from": "i dag", "former": "behold"}
    send(hers, "sag_nyt_cpr", case.number, cpr=UNUSED, **fields)
    shown = text(send(hers, "sag_nyt_cpr", case.number, cpr=right.digits, **fields))
    assert "Borgeren har haft nummeret før. Skriv, hvorfor det gælder igen" in shown
    send(hers, "sag_nyt_cpr", case.number, cpr=right.digits, reason="Tastefejl", **fields)
    assert current_cpr(case.citizen) == right
    latest = case.citizen.history.latest("history_id")
    assert latest.history_change_reason == "Tidligere cpr-nummer gælder igen: Tastefejl"


def test_the_number_in_use_is_called_that_and_logged_as_no_refusal(
    hers: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    current = current_cpr(case.citizen)
    assert current is not None
    written: list[LogEntry] = []
    monkeypatch.setattr("cases.readlog.buffer.write", written.extend)
    fields = {"cpr": current.digits, "is_checked": "on", "valid_from": "i dag", "former": "behold"}
    shown = text(send(hers, "sag_nyt_cpr", case.number, **fields))
    assert "Det er det nummer, borgeren har nu" in shown
    assert "afslag" not in [row.action for row in written]


def test_why_may_hold_no_cpr_number(hers: Client, case: Case) -> None:
    fields = {"cpr": UNUSED, "is_checked": "on", "valid_from": "i dag", "former": "behold"}
    shown = text(
        send(hers, "sag_nyt_cpr", case.number, **fields, reason="Skrev 610185 1234 i stedet")
    )
    assert "Skriv grunden uden cpr-numre" in shown
    assert case.citizen.cpr_numbers.count() == 1


def test_what_the_former_number_was_must_be_chosen(hers: Client, case: Case) -> None:
    fields = {"cpr": UNUSED, "is_checked": "on", "valid_from": "i dag"}
    shown = text(send(hers, "sag_nyt_cpr", case.number, **fields))
    assert "Vælg, om det nummer, der står nu, var borgerens" in shown
    assert case.citizen.cpr_numbers.count() == 1


@pytest.mark.slow
def test_a_mistaken_number_is_withdrawn_and_what_came_in_under_it_is_listed(
    hers: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = current_cpr(case.citizen)
    assert right is not None
    fields = {"is_checked": "on", "valid_from": "i dag"}
    with later(1):
        send(hers, "sag_nyt_cpr", case.number, cpr=UNUSED, former="behold", **fields)
    with later(2):
        make_period(case.citizen, date(2026, 1, 1))
    wrong = {"cpr": right.digits, "former": "traek_tilbage", **fields}
    with later(3):
        refused = text(send(hers, "sag_nyt_cpr", case.number, **wrong))
        assert "Skriv, hvorfor det nummer, der står nu, trækkes tilbage" in refused
        answer = send(hers, "sag_nyt_cpr", case.number, reason="Tastefejl", **wrong)
    assert citizen_with_cpr(cpr.parse(UNUSED)) is None
    written: list[LogEntry] = []
    monkeypatch.setattr("cases.readlog.buffer.write", written.extend)
    told = text(hers.get(answer["Location"])).split("Cpr-nummer trukket tilbage</h2>")[1]
    told = told.split("</section>")[0]
    assert f"{case.caseworker} trak" in told
    assert "Tastefejl" in told
    assert "Periode oprettet: Ledighedsydelse 1. januar 2026–løbende" in told
    assert "Sag oprettet" not in told
    assert [row.field_groups for row in written] == [("identitet", "sag", "historik")]


def later(minutes: int) -> time_machine.travel:
    return time_machine.travel(NOW + timedelta(minutes=minutes), tick=False)
