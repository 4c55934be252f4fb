"""Everyone recomputed, against moving the same rows in and out with nothing done to them.

The yardstick: one binary fetch of the period rows, and one COPY of the finished result rows into
an empty table with the same keys. Result rows are the findings. The next step of each citizen is
recomputed and stored as well, but the yardstick does not copy it: that counts against us.
"""

import random

import psycopg
from django.db import connections, transaction

from benchmarks import country, measuring
from benchmarks.measuring import TIMES, Ratio
from cases.findings import everyone
from cases.findings.models import Finding, Move
from cases.findings.wire import FINDING_COLUMNS
from cases.history import Actor
from cases.periods.models import Period
from flexjob.database import rights
from tests.oracle import slow_rules
from tests.oracle.lives import random_life

LIMIT = 3.0
MEGABYTES = 500
CHANGED_ONE_IN = 100
COMPARED = 1000
BENCH = Actor.command("bench")
YARDSTICK = "bench_finding"
TYPES = ["uuid", "int2", "bool", "int2", "date", "date", "date", "date", "int8"]


class WrongResult(Exception):
    """A stored finding differs from the slow rules."""


def run() -> list[Ratio]:
    database = str(connections["default"].settings_dict["NAME"])
    _make_yardstick()
    empty, changed, memory = [], [], []
    for turn in range(TIMES):
        _owner(f"TRUNCATE {Finding._meta.db_table}")
        country.empty_next_steps()
        first = measuring.in_a_process(recompute, database)
        against = measuring.in_a_process(fetch_and_copy, database, prepare=finished_rows)
        empty.append((first.seconds, against.seconds))
        if turn == 0:
            compare_with_the_slow_rules(seed=1)
        change_some(seed=turn)
        second = measuring.in_a_process(recompute, database)
        against = measuring.in_a_process(fetch_and_copy, database, prepare=finished_rows)
        changed.append((second.seconds, against.seconds))
        memory += [first.megabytes, second.megabytes]
        if turn == 0:
            compare_with_the_slow_rules(seed=2)
        print(f"  {turn + 1}: {first.seconds:.1f} s, {second.seconds:.1f} s "
              f"mod {against.seconds:.1f} s; {Move.objects.count()} flytninger", flush=True)  # fmt: skip
    # Workers refuse to start on a database that has a table they do not know.
    _owner(f"DROP TABLE {YARDSTICK}")
    return [
        measuring.median_ratio("genberegn i en tom tabel", empty, LIMIT),
        measuring.median_ratio("genberegn efter ændring af 1 ud af 100", changed, LIMIT),
        Ratio("genberegn, hukommelse", max(memory), MEGABYTES, " MB"),
    ]


def recompute() -> None:
    everyone.recompute_everyone(as_of=country.AS_OF, actor=BENCH)


def finished_rows() -> list[tuple[object, ...]]:
    """What the yardstick will copy; not counted."""
    _owner(f"TRUNCATE {YARDSTICK}")
    return _fetched(f"SELECT {FINDING_COLUMNS} FROM {Finding._meta.db_table}")


def fetch_and_copy(rows: list[tuple[object, ...]]) -> None:
    _fetched(f'SELECT citizen_id, kind, start, "end" FROM {Period._meta.db_table}')
    with transaction.atomic(), connections["default"].cursor() as cursor:
        statement = f"COPY {YARDSTICK} ({FINDING_COLUMNS}) FROM STDIN (FORMAT BINARY)"
        with cursor.copy(statement) as copy:
            copy.set_types(TYPES)
            for row in rows:
                copy.write_row(row)


def _fetched(query: str) -> list[tuple[object, ...]]:
    """Django's own cursors bind on the client, which knows no binary rows."""
    connection = connections["default"]
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        return cursor.execute(query, binary=True).fetchall()


def _make_yardstick() -> None:
    """Keys and constraints as the results have them."""
    results = Finding._meta.db_table
    _owner(f"DROP TABLE IF EXISTS {YARDSTICK}")
    _owner(f"CREATE TABLE {YARDSTICK} (LIKE {results} INCLUDING ALL)")
    _owner(
        f"ALTER TABLE {YARDSTICK} ADD FOREIGN KEY (citizen_id) REFERENCES cases_citizen"
        " DEFERRABLE INITIALLY DEFERRED"
    )
    _owner(f"GRANT SELECT, INSERT ON {YARDSTICK} TO {rights.role(rights.APPLICATION)}")


def _owner(statement: str) -> None:
    with connections[rights.OWNER].cursor() as cursor:
        cursor.execute(statement)


def compare_with_the_slow_rules(*, seed: int) -> None:
    rng = random.Random(seed)
    ids = list(Finding.objects.filter(is_current=True).values_list("citizen_id", flat=True))
    for citizen_id in rng.sample(ids, min(COMPARED, len(ids))):
        rows = Period.objects.standing().filter(citizen_id=citizen_id)
        expected = slow_rules.rounds(
            list(rows.values_list("kind", "start", "end")), as_of=country.AS_OF
        )
        stored = Finding.objects.filter(citizen_id=citizen_id).order_by("round")
        found = list(stored.values_list("round", "counted_days", "m10", "m12", "m18"))
        if found != expected:
            raise WrongResult(f"Borger {citizen_id}: {found} er ikke {expected}")


def change_some(*, seed: int) -> None:
    """New lives for one citizen in a hundred, by COPY and behind everybody's back."""
    rng = random.Random(f"changed {seed}")
    ids = (
        Finding.objects.filter(round=1).order_by("citizen_id").values_list("citizen_id", flat=True)
    )
    chosen = list(ids)[seed::CHANGED_ONE_IN]
    lives = [(citizen_id, random_life(rng, as_of=country.AS_OF)) for citizen_id in chosen]
    country.replace_lives(lives)
