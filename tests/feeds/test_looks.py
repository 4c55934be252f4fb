"""Each case in a calendar is a look at a citizen, by the one whose calendar it is."""

import pytest
from django.test import Client

from cases.feeds.models import CalendarFeed
from cases.feeds.tokens import digest
from cases.history import change
from cases.readlog.models import ReadLogRow
from tests.factories import TEST, make_employee
from tests.myday.test_day import case_of

pytestmark = pytest.mark.usefixtures("today", "committed")


def test_every_case_in_the_calendar_is_a_row_in_the_log():
    anne = make_employee("Anne")
    cases = {case_of(f"Borger {number}", anne).number for number in range(2)}
    with change(actor=TEST):
        CalendarFeed.objects.create(owner=anne, token_digest=digest("prøve"))
    Client().get("/kalender.ics?noegle=prøve")
    rows = ReadLogRow.objects.filter(action="eksport", actor=f"medarbejder:{anne.pk}")
    assert {row.case_number for row in rows} == cases
    assert {row.criterion for row in rows} == {"kalender"}
