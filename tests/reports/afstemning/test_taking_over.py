"""A colleague goes on with a list when whoever sent it is away."""

from collections.abc import Callable

import pytest
from django.test import Client

from cases.people.models import Employee, Role
from cases.periods.models import Period
from reports.afstemning import operations, queries
from reports.afstemning.models import Afstemning
from tests.factories import TEST, TODAY, make_employee, make_inhabil
from tests.reports.afstemning.lists import approve, decide_all, make_person, review, row
from tests.reports.afstemning.test_page import post, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
ClientOf = Callable[[Employee], Client]


@pytest.fixture
def ole() -> Employee:
    return make_employee("Ole", role=Role.PAYMENT_OFFICE)


@pytest.mark.slow
def test_a_colleague_takes_it_over_and_decides(
    yrsa: Employee, ole: Employee, client_of: ClientOf
) -> None:
    make_person(1, ("2026-01-01", ""), name="Ida Fiktiv")
    found = review(row(1, "2026-02-01"), employee=yrsa)
    page = f"/afstemning/{found.pk}/"
    colleague = client_of(ole)
    assert colleague.get(page).status_code == 404
    assert "Overtag" in text(colleague.get("/afstemning/"))
    assert "Ida Fiktiv" in text(post(colleague, f"{page}overtag/"))
    sender = client_of(yrsa)
    assert sender.get(page).status_code == 404
    assert "sendt af Yrsa" in text(sender.get("/afstemning/"))
    line = found.lines.get()
    post(colleague, f"{page}afgoer/", raekke=f"{line.pk}:listen")
    post(colleague, f"{page}gem/")
    assert str(Period.objects.get().start) == "2026-02-01"


def test_an_approved_one_is_taken_over_to_be_rolled_back(yrsa: Employee, ole: Employee) -> None:
    found = review(row(1), employee=yrsa)
    decide_all(found, "listen")
    approve(found)
    operations.take_over(afstemning=found, employee=ole, as_of=TODAY)
    operations.roll_back(afstemning=found, actor=TEST, as_of=TODAY)
    assert not Period.objects.standing().exists()
    with pytest.raises(operations.NothingToTakeOver):
        operations.take_over(afstemning=found, employee=yrsa, as_of=TODAY)


def test_nobody_takes_over_a_list_with_one_who_is_closed_to_them(
    yrsa: Employee, ole: Employee, client_of: ClientOf
) -> None:
    make_inhabil(ole, make_person(1, ("2026-01-01", "")))
    found = review(row(1, "2026-02-01"), employee=yrsa)
    told = text(post(client_of(ole), f"/afstemning/{found.pk}/overtag/"))
    assert "en borger, du ikke må behandle" in told
    assert Afstemning.objects.get().employee == yrsa


def test_who_was_closed_to_the_sender_is_opened_with_it(yrsa: Employee, ole: Employee) -> None:
    make_inhabil(yrsa, make_person(1, ("2026-01-01", "")))
    found = review(row(1, "2026-02-01"), employee=yrsa)
    assert (queries.counts(found).closed, queries.counts(found).undecided) == (1, 0)
    operations.take_over(afstemning=found, employee=ole, as_of=TODAY)
    assert (queries.counts(found).closed, queries.counts(found).undecided) == (0, 1)
    assert found.lines.get().moves


def test_a_discarded_one_is_nobodys(yrsa: Employee, ole: Employee) -> None:
    found = review(row(1), employee=yrsa)
    operations.discard(afstemning=found)
    with pytest.raises(operations.ListLetGo):
        operations.take_over(afstemning=found, employee=ole, as_of=TODAY)
