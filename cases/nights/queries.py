"""The ledger as pages, health and the alarm ask for it."""

from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Max, Min

from cases.nights.models import Night, NightPart
from cases.people.models import RuleProfile

# A change is dated before it is committed; no request lasts longer.
SAVED_WITHIN = timedelta(minutes=1)


def latest_good_night() -> Night | None:
    """Finished, and every citizen with it, then or since."""
    good = Night.objects.filter(finished_at__isnull=False)
    return (good.filter(failures=[]) | good.filter(mended_at__isnull=False)).first()


def latest_finished_night() -> Night | None:
    """With or without failures."""
    return Night.objects.filter(finished_at__isnull=False).first()


def latest_finished_day() -> date | None:
    day: date | None = Night.objects.filter(finished_at__isnull=False).aggregate(d=Max("day"))["d"]
    return day


def first_unfinished_day() -> date | None:
    day: date | None = Night.objects.filter(finished_at=None).aggregate(d=Min("day"))["d"]
    return day


def parts_left(*, as_of: date) -> int:
    return NightPart.objects.filter(as_of=as_of, done_at=None).count()


def reckoning_began(*, as_of: date) -> datetime | None:
    """When the parts were made, be it by a leader who died since."""
    began: datetime | None = NightPart.objects.filter(as_of=as_of).aggregate(at=Min("made_at"))[
        "at"
    ]
    return began


def reckoned_by_old_rules(*, day: date) -> bool:
    """Whether the rule profile has changed since everyone was computed for the finished night.

    Such a change must not wait until tomorrow.
    """
    changed: datetime | None = RuleProfile.history.aggregate(at=Max("history_date"))["at"]
    if changed is None:
        return False
    finished = Night.objects.filter(day=day, finished_at__isnull=False)
    return finished.filter(reckoned_at__lte=changed + SAVED_WITHIN).exists()


def date_in_database() -> date:
    """The Danish date by the database's clock, which is another witness than our own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (clock_timestamp() AT TIME ZONE 'Europe/Copenhagen')::date")
        (today,) = cursor.fetchone()
    assert isinstance(today, date)
    return today


def checksum_of_findings() -> str:
    """The same for the same findings, whoever computed them and in whatever order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_hex(COALESCE(bit_xor(hash_record_extended(finding, 0)), 0))"
            " FROM cases_finding AS finding"
        )
        (found,) = cursor.fetchone()
    return str(found)
