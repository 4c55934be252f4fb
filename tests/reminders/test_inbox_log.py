"""Real commits: the rows stand on the log's own connection."""

import pytest

from cases.history import Actor
from cases.readlog.models import ReadLogRow
from cases.reminders import operations
from tests import factories
from tests.factories import TODAY

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed", "today")]


def test_each_case_whose_number_is_shown_is_a_row_in_the_log(client_of):
    anne = factories.make_employee("Anne")
    case = factories.make_case(owner=anne)
    factories.make_period(case.citizen)
    factories.recompute(case.citizen)
    operations.plan(day=TODAY, actor=Actor.job("nat"))
    client_of(anne).get("/beskeder/")
    rows = ReadLogRow.objects.filter(case_number=case.number)
    assert list(rows.values_list("field_groups", "citizen_id")) == [(["frister"], case.citizen_id)]
