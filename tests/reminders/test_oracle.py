"""The ledger against a slow computation that shares no code with it, over weeks of small worlds."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings

from cases.reminders.models import Notice, Obligation
from tests.reminders.worlds import STAFF, Lived, scripts

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def ledger(lived):
    cases = {
        case.pk: str(life.number) for case, life in zip(lived.cases, lived.world.lives, strict=True)
    }
    who = {lived.staff[name].pk: name for name in STAFF}
    found = {}
    for row in Obligation.objects.select_related("jobcenter"):
        about = cases[row.case_id] if row.case_id else f"jc {row.jobcenter.name[-1]}"
        of = who[row.in_place_of_id or row.recipient_id]
        key = (about, row.kind, row.due, row.step, of)
        assert key not in found, "told twice"
        found[key] = (who[row.recipient_id], row.night)
    return found


def everything_told():
    """Every column of both tables, as it would stand in a dump."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_to_json(o)::text FROM cases_obligation o"
            " UNION ALL SELECT row_to_json(n)::text FROM cases_notice n"
        )
        return "\n".join(text.lower() for (text,) in cursor)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(scripts())
def test_exactly_what_must_be_told_is_told_to_the_right_person_once(script):
    with transaction.atomic():
        lived = Lived(script)
        lived.live()
        assert ledger(lived) == lived.told
        assert Notice.objects.count() == Obligation.objects.count()
        dump = everything_told()
        assert [secret for secret in lived.secrets if secret in dump] == []
        transaction.set_rollback(True)
