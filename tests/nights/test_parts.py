"""The parts that several processes share: here one process plays them all."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.db.models.functions import Now

from cases.findings.models import Finding
from cases.nights import parts, queries
from cases.nights.models import NightPart
from tests.factories import TEST, TODAY, make_citizen
from tests.nights.making import make_people, run, spoil

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steps")]


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(parts, "SMALLEST", 2)


def work_alone():
    return parts.work_until_done(as_of=TODAY, actor=TEST, progress=lambda done, of: None)


def stored():
    return list(Finding.objects.order_by("citizen", "round").values())


def test_every_citizen_is_in_exactly_one_part():
    citizens = make_people(7)
    assert parts.share_out(as_of=TODAY) == 4
    for citizen in citizens:
        key = citizen.pk
        assert NightPart.objects.filter(first_key__lte=key, last_key__gte=key).count() == 1


def test_a_citizen_who_comes_after_the_sharing_out_is_in_one_too():
    make_people(5)
    parts.share_out(as_of=TODAY)
    late = [make_citizen(f"Sen {n}") for n in range(5)]
    work_alone()
    assert Finding.objects.filter(citizen__in=late, is_current=True).count() == 5


@pytest.mark.parametrize("citizens", [0, 1, 2, 3])
def test_any_number_of_citizens_can_be_shared_out(citizens):
    make_people(citizens)
    parts.share_out(as_of=TODAY)
    assert work_alone().citizens == citizens


def test_shared_out_twice_is_once():
    make_people(5)
    parts.share_out(as_of=TODAY)
    before = list(NightPart.objects.values())
    assert parts.share_out(as_of=TODAY) == 3
    assert list(NightPart.objects.values()) == before


def test_the_parts_of_another_date_are_forgotten():
    make_people(3)
    parts.share_out(as_of=TODAY)
    parts.share_out(as_of=TODAY + timedelta(days=1))
    assert not NightPart.objects.filter(as_of=TODAY).exists()


def test_one_part_is_done_at_a_time():
    make_people(5)
    parts.share_out(as_of=TODAY)
    assert parts.work_on_one(actor=TEST)
    assert queries.parts_left(as_of=TODAY) == 2


def test_when_none_is_left_there_is_nothing_to_do():
    assert not parts.work_on_one(actor=TEST)


def test_in_small_parts_and_large_the_result_and_its_checksum_are_the_same(monkeypatch):
    make_people(7)
    [small] = run()
    found = stored()
    Finding.objects.all().delete()
    NightPart.objects.all().delete()
    monkeypatch.setattr(parts, "SMALLEST", 100)
    parts.share_out(as_of=TODAY)
    work_alone()
    assert stored() == found
    assert queries.checksum_of_findings() == small.checksum


def test_the_failed_of_all_parts_are_told_together():
    spoilt = make_people(7)[:2]
    for citizen in spoilt:
        spoil(citizen)
    [night] = run()
    assert sorted(night.failures) == sorted(str(citizen.pk) for citizen in spoilt)
    assert night.citizens == 7


class TestAPartThatAnotherHolds:
    @pytest.fixture(autouse=True)
    def held(self):
        make_people(2)
        parts.share_out(as_of=TODAY)
        return parts._claimed()

    def test_is_not_claimed_again(self):
        assert not parts.work_on_one(actor=TEST)

    def test_is_free_when_the_holder_has_had_it_too_long(self, held):
        self.time_passes()
        assert parts.work_on_one(actor=TEST)
        assert NightPart.objects.get().claims == 2

    def test_is_not_marked_by_one_who_lost_it(self, held):
        self.time_passes()
        assert parts.work_on_one(actor=TEST)
        with pytest.raises(parts.LostIt):
            parts._recompute(held, TEST)
        assert NightPart.objects.get().citizens == 2

    def test_what_the_loser_wrote_is_rolled_back(self, held):
        self.time_passes()
        parts._claimed()  # another has it now, and has not begun
        with pytest.raises(parts.LostIt):
            parts._recompute(held, TEST)
        assert stored() == []

    def time_passes(self):
        NightPart.objects.update(lease_until=F("lease_until") - parts.LEASE - timedelta(seconds=1))


def test_the_lease_is_by_the_databases_clock(time_machine):
    make_people(1)
    parts.share_out(as_of=TODAY)
    time_machine.move_to("2031-01-01T01:00:00+01:00")
    parts._claimed()
    assert NightPart.objects.filter(lease_until__lte=Now() + parts.LEASE).exists()
