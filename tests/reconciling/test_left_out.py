"""What the second book leaves out of a night, and that it stops nothing else."""

import pytest
from django.db.models.functions import Now

from cases.feeds import operations as feeds
from cases.mail.models import Mail
from cases.nights.models import Night
from cases.people.models import Role
from cases.reconciling import changes, operations, queries, reckoning
from cases.reconciling.models import Defect, ReckonedNight, Reconciliation
from tests import factories
from tests.mail.conftest import make_mail
from tests.mail.morning import MONDAY, at, make_due, night
from tests.nights.making import spoil

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_is_caught")]


@pytest.fixture
def spoilt_case(anne):
    case, _ = make_due(anne), make_due(anne)
    spoil(case.citizen)
    return case


def test_whom_the_night_could_not_compute_is_left_out_and_the_rest_are_reckoned(spoilt_case):
    """The night is red itself, and says who."""
    failed = night()
    Night.objects.filter(pk=failed.pk).update(failures=[str(spoilt_case.citizen_id)])
    assert operations.reconcile(at=at(2)) == 0
    reckoned = ReckonedNight.objects.get()
    assert (reckoned.expected, reckoned.left_out) == (2, 1)
    assert Reconciliation.objects.exists()


def test_whom_only_the_second_book_cannot_reckon_ends_the_run_red(spoilt_case, caplog):
    make_given_up_mail()
    night()
    with pytest.raises(operations.NotReckoned, match="2026-11-23"):
        operations.reconcile(at=at(2))
    assert str(spoilt_case.citizen_id) in caplog.text
    assert ReckonedNight.objects.get().left_out == 1
    assert Defect.objects.get().kind == "ikke_sendt"


def test_a_night_that_cannot_be_reckoned_hides_no_other_defect(monkeypatch):
    make_given_up_mail()
    night()
    with monkeypatch.context() as broken:
        broken.delattr(reckoning, "expected")
        with pytest.raises(operations.NotReckoned):
            operations.reconcile(at=at(2))
    assert queries.books(at=at(2)).standing == 1
    assert not Reconciliation.objects.exists()
    operations.reconcile(at=at(3))
    assert ReckonedNight.objects.exists()


def make_given_up_mail():
    make_mail(factories.make_employee("Bo"), composed_at=at(1), day=MONDAY)
    Mail.objects.update(state=Mail.State.GIVEN_UP, failing_since=Now())


def test_what_somebody_makes_for_themselves_leaves_the_night_reckoned(anne):
    make_due(anne)
    night()
    feeds.make_feed(owner=anne, team=None, at=at(1))
    operations.reconcile(at=at(2))
    reckoned = ReckonedNight.objects.get()
    assert (reckoned.expected, reckoned.left_out) == (2, 0)


def test_a_role_given_since_the_night_leaves_all_of_it_out(anne):
    make_due(anne)
    night()
    factories.give_role(anne, Role.TEAM_LEADER)
    operations.reconcile(at=at(2))
    reckoned = ReckonedNight.objects.get()
    assert (reckoned.expected, reckoned.left_out) == (0, 2)


# What changes there changes neither whom the night told nor of what.
HARMLESS = {
    "CalendarFeed", "Citizen", "CodeRequest", "DatedTerm", "ExportFile", "ListSource", "MailWish",
    "MeetingPlaces", "SavedList", "SavedView",
}  # fmt: skip


def test_every_history_is_about_a_case_or_decides_who_is_told_or_is_harmless():
    """A new one belongs in `changes.DECIDE_WHO_IS_TOLD` or here."""
    of_no_case = {
        model.instance_type.__name__
        for model in changes.histories()
        if not changes.has_field(model, "citizen") and not changes.has_field(model, "case")
    }
    assert of_no_case == HARMLESS | {model.__name__ for model in changes.DECIDE_WHO_IS_TOLD}
