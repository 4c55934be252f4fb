from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from cases.nights import queries as nights
from cases.reconciling import queries as reconciling
from flexjob import __version__
from flexjob.health import signs

# Two missed rings and a little more.
STALE = timedelta(minutes=3)
# A night and the hours it may begin late.
NIGHT_STALE = timedelta(hours=26)


@dataclass(frozen=True)
class Health:
    version: str
    database_answers: bool
    migrated: bool
    worker_seen: datetime | None
    beat_seen: datetime | None
    good_night: datetime | None
    latest_night_failed: bool
    no_night_yet: bool
    first_night_is_late: bool
    all_are_told: bool
    as_of: datetime

    @property
    def can_serve(self) -> bool:
        """Pages work without worker and beat, so only the database decides."""
        return self.migrated

    @property
    def is_green(self) -> bool:
        return self.is_alive and self.night_is_good and self.all_are_told

    @property
    def awaits_the_first_night(self) -> bool:
        return self.is_alive and self.no_night_yet and not self.first_night_is_late

    @property
    def is_alive(self) -> bool:
        return self.migrated and self.worker_is_alive and self.beat_is_alive

    @property
    def worker_is_alive(self) -> bool:
        return is_fresh(self.worker_seen, as_of=self.as_of)

    @property
    def beat_is_alive(self) -> bool:
        return is_fresh(self.beat_seen, as_of=self.as_of)

    @property
    def night_is_good(self) -> bool:
        if self.good_night is None or self.latest_night_failed:
            return False
        return self.as_of - self.good_night <= NIGHT_STALE


def health(*, as_of: datetime) -> Health:
    answers = database_answers()
    migrated = answers and is_migrated()
    good = nights.latest_good_night() if migrated else None
    latest = nights.latest_finished_night() if migrated else None
    no_night_yet = migrated and latest is None
    return Health(
        version=__version__,
        database_answers=answers,
        migrated=migrated,
        good_night=good.finished_at if good else None,
        latest_night_failed=bool(latest and latest.is_red),
        no_night_yet=no_night_yet,
        first_night_is_late=no_night_yet and nights.first_night_is_late(at=as_of),
        all_are_told=latest is not None and reconciling.books(at=as_of).tally,
        worker_seen=signs.latest(signs.WORKER),
        beat_seen=signs.latest(signs.BEAT),
        as_of=as_of,
    )


def is_fresh(seen: datetime | None, *, as_of: datetime) -> bool:
    return seen is not None and as_of - seen <= STALE


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def is_migrated() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False
