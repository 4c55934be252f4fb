"""The ledger as pages, health and the alarm ask for it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import F, Max, Min, Q, QuerySet

from cases.findings.everyone import ONE_RUN
from cases.nights.models import Night, NightPart
from cases.nights.rules import State, in_denmark
from cases.people.models import RuleProfile

# A change is dated before it is committed; no request lasts longer.
SAVED_WITHIN = timedelta(minutes=1)
# Beat rings every quarter: one ring may be missed.
FIRST_NIGHT_WITHIN = timedelta(minutes=30)


@dataclass(frozen=True)
class Tonight:
    """The night of today, however it stands. `latest` is the date of the newest row there is.

    `first_is_late` is asked where no night was ever finished, and otherwise None.
    """

    today: date
    night: Night | None
    latest: date | None
    is_running: bool = False
    parts_done: int = 0
    parts: int = 0
    first_is_late: bool | None = None

    @property
    def state(self) -> State:
        if self.latest is not None and self.latest > self.today:
            return State.CLOCK_BACK
        if self.night is not None and self.night.is_finished:
            return self._finished_state(self.night)
        if self.is_running:
            return State.RUNNING
        if self.night and self.night.obstacle:
            return State.STOPPED
        if self.first_is_late is None:
            return State.WAITING
        return State.NEVER if self.first_is_late else State.FIRST

    def _finished_state(self, night: Night) -> State:
        if night.is_red:
            return State.RED
        return State.MENDED if night.failures else State.GOOD


def tonight(*, at: datetime) -> Tonight:
    """In one query while the night is finished; two while it is not, three before the first."""
    today = in_denmark(at).date()
    night = Night.objects.filter(day__gte=today).order_by("-day").first()
    if night is not None and (night.is_finished or night.day > today):
        return Tonight(today, night if night.day == today else None, night.day)
    standing = _standing(today)
    latest = night.day if night else None
    late = None if standing.has_run else first_night_is_late(at=at)
    return Tonight(
        today, night, latest, standing.is_running, standing.parts_done, standing.parts, late
    )


def first_night_is_late(*, at: datetime) -> bool:
    """Asked where none was ever finished."""
    return at - installed_at() > FIRST_NIGHT_WITHIN


def installed_at() -> datetime:
    """When the first tables were made; a restored copy is as old as what it is a copy of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(applied) FROM django_migrations")
        (applied,) = cursor.fetchone()
    assert isinstance(applied, datetime)
    return applied


def someone_recomputes() -> bool:
    return _standing(date.min).is_running


@dataclass(frozen=True)
class _Standing:
    """`is_running`: the lock of the night and of `genberegn` is held, by whatever process and host.
    `has_run`: some night was finished. The parts are those of one day."""

    is_running: bool
    has_run: bool
    parts: int
    parts_done: int


def _standing(day: date) -> _Standing:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND objid = %s),"
            " EXISTS (SELECT FROM cases_night WHERE finished_at IS NOT NULL),"
            " count(*), count(done_at)"
            " FROM cases_nightpart WHERE as_of = %s",
            [ONE_RUN, day],
        )
        return _Standing(*cursor.fetchone())


RED = ~Q(failures=[]) & Q(mended_at=None)
CHOICES = {
    "roede": RED,
    "ikke_faerdige": Q(finished_at=None),
    "indhentede": Q(recomputed_as_of__gt=F("day")),
}


def nights(*, chosen: str = "") -> QuerySet[Night]:
    return Night.objects.filter(CHOICES.get(chosen, Q()))


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
