"""What is done between the night and the person's own hour."""

from datetime import timedelta

import pytest

from cases.mail import composing
from cases.mail.models import Mail, MailLine
from tests.factories import make_revurdering
from tests.mail.morning import MONDAY, at, make_due, night

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("journal_file")]


def kinds(outcome: str) -> set[str]:
    lines = MailLine.objects.filter(outcome=outcome)
    return set(lines.values_list("obligation__kind", flat=True))


def test_what_is_done_is_not_asked_for_and_it_is_accounted_for(anne):
    case = make_due(anne)
    night()
    make_revurdering(case, started_on=MONDAY)
    assert composing.compose(at=at(7)) == 0
    assert kinds("gjort") == {"m10", "m12"}
    assert kinds("fortalt") == set()


def test_the_steps_after_it_are_still_asked_for(anne):
    case = make_due(anne)
    night()
    make_revurdering(case, handed_over_on=MONDAY)
    composing.compose(at=at(7))
    assert (kinds("gjort"), kinds("fortalt")) == ({"m10"}, {"m12"})
    assert "Påbegynd revurdering" in Mail.objects.get().text


def test_a_passed_deadline_is_told_until_what_it_asks_for_is_done(anne):
    late, started = (make_due(anne, m12=MONDAY - timedelta(days=3)) for _ in range(2))
    night()
    make_revurdering(late, handed_over_on=MONDAY)
    make_revurdering(started, started_on=MONDAY)
    composing.compose(at=at(7))
    text = Mail.objects.get().text
    assert late.number in text
    assert started.number not in text


def test_the_same_step_of_another_round_is_another_step(anne):
    case = make_due(anne)
    night()
    make_revurdering(case, number=2, started_on=MONDAY)
    composing.compose(at=at(7))
    assert kinds("fortalt") == {"m10", "m12"}
