"""Rows between PostgreSQL and the engine, as binary COPY: a country passes through here.

Queries give rows of one width, so that one `struct` reads them all: a type is its code, a day is
its ordinal, and what is not there has a number of its own. Rows come ordered by citizen.
"""

import struct
import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from psycopg import Cursor

from cases.deadlines.period_types import CODES
from cases.findings.rules import NO_DATE, NO_DAYS, FlatRound, facts_fingerprint, in_dates

Row = tuple[int, int, int]

HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"
NULL = b"\xff\xff\xff\xff"
EPOCH = date(2000, 1, 1).toordinal()  # PostgreSQL's day 0
NO_END = 2**31 - 1
UNKNOWN_TYPE = 0

_codes = " ".join(f"WHEN '{kind}' THEN {code}::int2" for kind, code in CODES.items())
# Types without a role in the count are left behind; one we do not know must not be, it must fail.
_inert = ", ".join(f"'{kind}'" for kind in CODES if not (kind.is_counted or kind.is_neutral))
FACTS = f"""
    SELECT citizen_id, CASE kind {_codes} ELSE {UNKNOWN_TYPE}::int2 END AS code,
           start - DATE '0001-01-01' + 1, COALESCE("end" - DATE '0001-01-01' + 1, {NO_END})
    FROM cases_period
    WHERE annulled_on IS NULL AND kind NOT IN ({_inert}) AND {{citizens}}
    ORDER BY citizen_id, start, code"""
FINDINGS = f"""
    SELECT citizen_id, round, COALESCE(counted_days, {NO_DAYS}::int2),
           COALESCE(m10 - DATE '0001-01-01' + 1, {NO_DATE}),
           COALESCE(m12 - DATE '0001-01-01' + 1, {NO_DATE}),
           COALESCE(m18 - DATE '0001-01-01' + 1, {NO_DATE}),
           as_of - DATE '0001-01-01' + 1, basis
    FROM cases_finding
    WHERE {{citizens}}
    ORDER BY citizen_id, round"""
FINDING_COLUMNS = "citizen_id, round, is_current, counted_days, m10, m12, m18, as_of, basis"

# Two bytes for the number of fields, then each with its length in four bytes: skipped.
_id = struct.Struct(">6x16s")
_key = struct.Struct(">6x16s22x")
_fact = struct.Struct(">26xh4xi4xi")
_finding = struct.Struct(">6x16s4xh4xh4xi4xi4xi4xi4xq")
_finding_head = struct.Struct(">hi16sihi?")
_finding_tail = struct.Struct(">iiiq")


class Selected(NamedTuple):
    """Which citizens to read: SQL on the column given, and its parameters."""

    sql: str
    parameters: Sequence[object]


def among(keys: Sequence[bytes], *, column: str = "citizen_id") -> Selected:
    return Selected(f"{column} = ANY(%s)", [uuids(keys)])


def between(first: bytes, last: bytes, *, column: str = "citizen_id") -> Selected:
    """Both included; quicker than a long list, but the caller leaves out whom it did not lock."""
    return Selected(f"{column} BETWEEN %s AND %s", uuids([first, last]))


def uuids(keys: Iterable[bytes]) -> list[uuid.UUID]:
    return [uuid.UUID(bytes=key) for key in keys]


class Facts(NamedTuple):
    rows: Sequence[Row]
    fingerprint: int


NO_FACTS = Facts(rows=(), fingerprint=facts_fingerprint(b""))


class Stored(NamedTuple):
    as_of: int
    basis: int
    rounds: list[FlatRound]


def read_citizens(cursor: Cursor, *, after: bytes | None, at_most: int) -> list[bytes]:
    where, parameters = ("id > %s", uuids([after])) if after else ("true", [])
    query = f"SELECT id FROM cases_citizen WHERE {where} ORDER BY id LIMIT {at_most}"
    return [key for (key,) in _id.iter_unpack(_body(cursor, query, parameters))]


def lock_citizens(cursor: Cursor, selected: Selected) -> list[bytes]:
    """Always in order of id, so that two who lock several never wait for each other in a ring.

    Not the stronger FOR UPDATE: that would also wait for those who only point at the citizen.
    """
    query = f"SELECT id FROM cases_citizen WHERE {selected.sql} ORDER BY id"
    body = _body(cursor, f"{query} FOR NO KEY UPDATE", selected.parameters)
    return [key for (key,) in _id.iter_unpack(body)]


def lock_citizen(cursor: Cursor, citizen_id: uuid.UUID) -> bool:
    """Whether there are findings: at the least those that stood before we waited for the lock."""
    cursor.execute(
        "SELECT EXISTS (SELECT FROM cases_finding WHERE citizen_id = citizen.id)"
        " FROM cases_citizen AS citizen WHERE id = %s FOR NO KEY UPDATE OF citizen",
        [citizen_id],
    )
    row = cursor.fetchone()
    return bool(row and row[0])


def read_facts(cursor: Cursor, selected: Selected) -> dict[bytes, Facts]:
    """By citizen, as the 16 bytes of the id; a citizen without counted rows is not in it."""
    body = _body(cursor, FACTS.format(citizens=selected.sql), selected.parameters)
    rows = list(_fact.iter_unpack(body))
    facts: dict[bytes, Facts] = {}
    for key, first, until in _runs(body):
        raw = body[first * _key.size : until * _key.size]
        facts[key] = Facts(rows[first:until], facts_fingerprint(raw))
    return facts


def _runs(body: memoryview) -> Iterator[tuple[bytes, int, int]]:
    """Where each citizen's rows begin and end."""
    current, first, index = b"", 0, 0
    for index, (key,) in enumerate(_key.iter_unpack(body)):
        if key != current:
            if current:
                yield current, first, index
            current, first = key, index
    if current:
        yield current, first, index + 1


def read_findings(cursor: Cursor, selected: Selected) -> dict[bytes, Stored]:
    body = _body(cursor, FINDINGS.format(citizens=selected.sql), selected.parameters)
    found: dict[bytes, Stored] = {}
    for key, number, days, m10, m12, m18, as_of, basis in _finding.iter_unpack(body):
        if number == 1:
            found[key] = Stored(as_of, basis, [])
        found[key].rounds.append((number, days, m10, m12, m18))
    return found


def _body(cursor: Cursor, query: str, parameters: Sequence[object]) -> memoryview:
    with cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT BINARY)", parameters) as copy:
        data = b"".join(copy)
    return memoryview(data)[len(HEADER) : -len(TRAILER)]


class _DateFields(dict[int, bytes]):
    """The field of each ordinal, made once."""

    def __missing__(self, ordinal: int) -> bytes:
        field = NULL if ordinal == NO_DATE else struct.pack(">ii", 4, ordinal - EPOCH)
        self[ordinal] = field
        return field


class _DaysFields(dict[int, bytes]):
    def __missing__(self, days: int) -> bytes:
        field = NULL if days == NO_DAYS else struct.pack(">ih", 2, days)
        self[days] = field
        return field


_dates, _days = _DateFields(), _DaysFields()


FEW = 50
MOVE_COLUMNS = "citizen_id, round, mark, old_date, new_date, cause, as_of, actor"


def delete_findings(cursor: Cursor, keys: Sequence[bytes]) -> None:
    cursor.execute("DELETE FROM cases_finding WHERE citizen_id = ANY(%s)", [uuids(keys)])


# COPY takes two rounds to the database; for one citizen an INSERT takes one. Arrays keep the
# statement the same however many rows there are, so that it is read and planned quickly.
REPLACE = f"""
    DELETE FROM cases_finding WHERE citizen_id = %s AND round > %s;
    INSERT INTO cases_finding ({FINDING_COLUMNS})
    SELECT %s, unnested.*, %s, %s
    FROM unnest(%s::int2[], %s::bool[], %s::int2[], %s::date[], %s::date[], %s::date[]) AS unnested
    ON CONFLICT (citizen_id, round) DO UPDATE SET
        is_current = EXCLUDED.is_current, counted_days = EXCLUDED.counted_days,
        m10 = EXCLUDED.m10, m12 = EXCLUDED.m12, m18 = EXCLUDED.m18,
        as_of = EXCLUDED.as_of, basis = EXCLUDED.basis"""


MOVE_COLUMNS = "citizen_id, round, mark, old_date, new_date, cause, as_of, actor"
ADD_MOVES = f"""
    INSERT INTO cases_move ({MOVE_COLUMNS})
    SELECT * FROM unnest(%s::uuid[], %s::int2[], %s::text[], %s::date[], %s::date[],
                         %s::text[], %s::date[], %s::text[])"""


def replace_findings(
    cursor: Cursor, key: bytes, stored: Stored, moves: Sequence[Sequence[object]]
) -> None:
    citizen_id = uuid.UUID(bytes=key)
    rows = [
        (found.number, found.is_current, found.counted_days, found.m10, found.m12, found.m18)
        for found in in_dates(stored.rounds)
    ]
    constants = [citizen_id, date.fromordinal(stored.as_of), stored.basis]
    values = [citizen_id, len(rows), *constants, *_columns(rows)]
    if moves:
        cursor.execute(f"{REPLACE};{ADD_MOVES}", [*values, *_columns(moves)])
    else:
        cursor.execute(REPLACE, values)


def _columns(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)]


def write_moves(cursor: Cursor, rows: Sequence[Sequence[object]]) -> None:
    with cursor.copy(f"COPY cases_move ({MOVE_COLUMNS}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def write_findings(cursor: Cursor, findings: Iterable[tuple[bytes, Stored]]) -> None:
    with cursor.copy(f"COPY cases_finding ({FINDING_COLUMNS}) FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(b"".join((HEADER, *_encoded(findings), TRAILER)))


def _encoded(findings: Iterable[tuple[bytes, Stored]]) -> Iterator[bytes]:
    head, days_of, date_of = _finding_head.pack, _days, _dates
    for key, (as_of, basis, rounds) in findings:
        tail = _finding_tail.pack(4, as_of - EPOCH, 8, basis)
        for number, days, m10, m12, m18 in rounds:
            yield (
                head(9, 16, key, 2, number, 1, days != NO_DAYS)
                + days_of[days]
                + date_of[m10]
                + date_of[m12]
                + date_of[m18]
                + tail
            )
