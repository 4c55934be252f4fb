from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from cases.findings.everyone import only_run
from cases.nights import parts, queries
from cases.nights.models import Night
from cases.nights.rules import State
from cases.people.models import Role
from tests.factories import (
    NOW,
    TEST,
    TODAY,
    make_case,
    make_citizen,
    make_employee,
    make_good_night,
)
from tests.nights.making import make_people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steps")]

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def read(client_of, tina):
    def get(query=""):
        """With ordinary spaces."""
        html = client_of(tina).get(reverse("naetter") + query).content.decode()
        return html.replace("\xa0", " ")

    return get


def night(day=TODAY, *, failures=(), finished=True, **facts):
    at = datetime.combine(day, NOW.time(), NOW.tzinfo).replace(hour=1, minute=12)
    facts = {"recomputed_as_of": day, "finished_at": at, **facts} if finished else facts
    failed = [str(citizen.pk) for citizen in failures]
    return Night.objects.create(day=day, started_at=at, failures=failed, **facts)


class TestTheHeadline:
    def test_a_good_night_is_told_in_numbers(self, read):
        night(citizens=1712, moved=3, told=12)
        said = read()
        assert "blev færdig 22. november 2026 kl. 1.12: 1.712 borgere, 3 datoer flyttede" in said
        assert "Det gør du" not in said

    def test_a_red_night_says_how_many_and_what_to_do(self, read):
        night(failures=[make_citizen()], citizens=5)
        said = read()
        assert "1 borger kunne ikke beregnes: natten er rød" in said
        assert "Det gør du" in said

    def test_a_red_night_made_good_is_no_longer_red(self, read):
        night(failures=[make_citizen()], mended_at=NOW)
        assert "det blev gjort godt 22. november 2026 kl. 10.00" in read()

    def test_a_night_that_has_not_run_says_so(self, read):
        night(YESTERDAY)
        assert "Natten til 22. november 2026 er ikke kørt endnu" in read()

    def test_that_none_was_ever_run_is_alarming(self, read):
        said = read()
        assert "<strong>Ingen nat er kørt endnu.</strong>" in said
        assert "Ingen har fået en påmindelse." in said

    def test_but_not_in_the_first_half_hour(self, read, monkeypatch, client_of, tina):
        monkeypatch.setattr(queries, "installed_at", lambda: NOW - queries.FIRST_NIGHT_WITHIN)
        said = read()
        assert "<p>Ingen nat er kørt endnu.</p>" in said
        assert "Den første kommer inden for et kvarter" in said
        assert "Se nattens kørsel" not in client_of(tina).get(reverse("sager")).content.decode()

    def test_a_step_that_stopped_is_named(self, read):
        night(finished=False, obstacle="Trinnet påmindelser stoppede: ValueError")
        assert "er ikke færdig. Trinnet påmindelser stoppede: ValueError." in read()

    def test_a_clock_that_went_back_is_told(self, read):
        night(TODAY + timedelta(days=1))
        assert "Uret er gået tilbage" in read()

    def test_while_it_runs_the_parts_are_counted(self, read, monkeypatch):
        monkeypatch.setattr(parts, "SMALLEST", 1)
        make_people(3)
        parts.share_out(as_of=TODAY)
        parts.work_on_one(actor=TEST)
        with only_run():
            said = read()
        assert "kører nu: 1 af 3 dele er beregnet" in said
        assert 'max="3" value="1"' in said


class TestTheList:
    @pytest.fixture(autouse=True)
    def four_nights(self):
        night(TODAY, citizens=4)
        night(YESTERDAY, citizens=9, failures=[make_citizen()])
        night(date(2026, 11, 20), citizens=2, recomputed_as_of=YESTERDAY)
        night(date(2026, 11, 19), finished=False)

    def days(self, html):
        wanted = ("22. nov.", "21. nov.", "20. nov.", "19. nov.")
        text = html.replace("\xa0", " ")
        return sorted((d for d in wanted if f"{d} 2026" in text), key=lambda d: text.index(d))

    def test_the_newest_night_stands_first(self, read):
        assert self.days(read()) == ["22. nov.", "21. nov.", "20. nov.", "19. nov."]

    def test_it_sorts_by_its_columns(self, read):
        assert self.days(read("?sorter=borgere"))[:3] == ["21. nov.", "22. nov.", "20. nov."]
        assert self.days(read("?sorter=-nat"))[0] == "19. nov."

    @pytest.mark.parametrize(
        ("chosen", "day"),
        [("roede", "21. nov."), ("indhentede", "20. nov."), ("ikke_faerdige", "19. nov.")],
    )
    @pytest.mark.slow
    def test_it_is_filtered(self, read, chosen, day):
        assert self.days(read(f"?vis={chosen}")) == [day]

    def test_a_night_made_good_later_says_as_of_when(self, read):
        assert "Indhentet, beregnet pr. 21.11.2026" in read()

    @pytest.mark.slow
    def test_it_pages(self, read):
        for n in range(2, 102):
            night(date(2026, 1, 1) + timedelta(days=n))
        assert "Side 1 af 2" in read()


def test_without_a_night_the_list_says_what_comes(read):
    assert "Der er ikke kørt nogen nat endnu" in read()


def test_a_filter_without_nights_says_so(read):
    night()
    assert "Ingen nætter passer til filteret" in read("?vis=roede")


def test_the_page_takes_few_queries(client_of, tina, count_queries):
    for n in range(30):
        night(TODAY - timedelta(days=n))
    client = client_of(tina)
    assert count_queries(lambda: client.get(reverse("naetter"))) <= 15


def test_a_night_that_is_not_finished_costs_each_page_one_query_more(count_queries):
    make_good_night(TODAY - timedelta(days=1))
    assert count_queries(lambda: queries.tonight(at=NOW)) == 2
    make_good_night()
    assert count_queries(lambda: queries.tonight(at=NOW)) == 1


def test_a_caseworker_does_not_see_the_nights(client_of, anne):
    assert client_of(anne).get(reverse("naetter")).status_code == 404


class TestTheFailed:
    @pytest.fixture
    def failed(self, anne, carla):
        ours, theirs = make_citizen("Ole Ravn"), make_citizen("Per Holm")
        self.case = make_case(citizen=ours, owner=anne)
        make_case(citizen=theirs, owner=carla, jobcenter=carla.role_assignments.get().jobcenter)
        return night(failures=[ours, theirs])

    @pytest.mark.slow
    def test_are_named_to_who_may_see_them_and_counted_to_others(self, client_of, tina, failed):
        said = client_of(tina).get(reverse("nat_sager", args=[TODAY])).content.decode()
        assert self.case.number in said
        assert "Ole Ravn" in said
        assert "Per Holm" not in said
        assert "1 borger, hvis sag du ikke kan åbne" in said.replace("\xa0", " ")

    @pytest.mark.slow
    def test_are_reached_from_the_list_by_a_teamchef(self, read, failed):
        assert reverse("nat_sager", args=[TODAY]) in read()

    def test_are_only_a_number_to_the_systemadministrator(self, client_of, failed):
        sigrid = make_employee("Sigrid", role=Role.SYSTEM_ADMINISTRATOR, own_cpr=False)
        client = client_of(sigrid)
        assert "2 borgere kunne ikke" in client.get(reverse("naetter")).content.decode().replace(
            "\xa0", " "
        )
        assert client.get(reverse("nat_sager", args=[TODAY])).status_code == 404

    def test_carla_sees_none_of_ours(self, client_of, carla, failed):
        said = client_of(carla).get(reverse("nat_sager", args=[TODAY])).content.decode()
        assert "Ole Ravn" not in said

    @pytest.mark.parametrize("address", ["/nat/2026-11-01/sager/", "/nat/2026-02-30/sager/"])
    def test_a_night_that_is_not_there_is_404(self, client_of, tina, address):
        assert client_of(tina).get(address).status_code == 404


class TestTheBanner:
    HEADLINE = "er ikke kørt endnu"

    def at(self, hour, client_of, employee, time_machine):
        night(YESTERDAY)
        time_machine.move_to(datetime(2026, 11, 22, hour, 0, tzinfo=ZoneInfo("Europe/Copenhagen")))
        client = client_of(employee)
        return client.get(reverse("sager")).content.decode()

    @pytest.mark.parametrize(("hour", "shown"), [(5, False), (6, True), (23, True)])
    @pytest.mark.slow
    def test_it_stands_from_six_while_the_night_is_owed(
        self, client_of, tina, time_machine, hour, shown
    ):
        assert (self.HEADLINE in self.at(hour, client_of, tina, time_machine)) is shown

    def test_it_goes_when_the_night_is_finished(self, client_of, tina, time_machine):
        night()
        assert "Se nattens kørsel" not in self.at(8, client_of, tina, time_machine)

    def test_it_stands_while_the_night_is_red(self, client_of, tina, time_machine):
        night(failures=[make_citizen()])
        assert "natten er rød" in self.at(8, client_of, tina, time_machine)

    def test_a_caseworker_is_not_troubled(self, client_of, anne, time_machine):
        assert "Se nattens kørsel" not in self.at(8, client_of, anne, time_machine)

    def test_it_costs_a_good_day_one_query(self, tina, count_queries):
        night()
        assert count_queries(lambda: queries.tonight(at=NOW)) == 1


def test_genberegn_by_hand_counts_as_running():
    night(YESTERDAY)
    with only_run():
        assert queries.tonight(at=NOW).state is State.RUNNING
    assert queries.tonight(at=NOW).state is State.WAITING
