"""Rows between PostgreSQL and the engine: a country passes through here.

In: one row a citizen, whose periods and rounds are packed into two values that one `struct` each
reads. A type is its code, a day is its ordinal, and what is not there has a number of its own; a
row for each period would cost more to fetch than to compute. Out: binary COPY.
"""

import struct
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from psycopg import Cursor

from cases.deadlines.period_types import CODES
from cases.findings.rules import NO_DATE, NO_DAYS, FlatRound, facts_fingerprint

Row = tuple[int, int, int]

HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"
NULL = b"\xff\xff\xff\xff"
EPOCH = date(2000, 1, 1).toordinal()  # PostgreSQL's day 0
NO_END = 2**31 - 1
UNKNOWN_TYPE = 0


def _packed_day(column: str, *, absent: int) -> str:
    return f"int4send(COALESCE({column} - DATE '0001-01-01' + 1, {absent}))"


_codes = " ".join(f"WHEN '{kind}' THEN {code}::int2" for kind, code in CODES.items())
# Types without a role in the count are left behind; one we do not know must not be, it must fail.
_inert = ", ".join(f"'{kind}'" for kind in CODES if not (kind.is_counted or kind.is_neutral))


def _packed_fact(start: str) -> str:
    return " || ".join(
        [
            f"int2send(CASE kind {_codes} ELSE {UNKNOWN_TYPE}::int2 END)",
            _packed_day(start, absent=NO_DATE),
            _packed_day('"end"', absent=NO_END),
        ]
    )


_packed_round = " || ".join(
    [
        "int2send(round)",
        f"int2send(COALESCE(counted_days, {NO_DAYS}::int2))",
        *(_packed_day(mark, absent=NO_DATE) for mark in ("m10", "m12", "m18")),
    ]
)
_fact = struct.Struct(">hii")
_round = struct.Struct(">hhiii")

FACTS = f"""
    SELECT citizen_id, string_agg({_packed_fact("start")}, ''::bytea ORDER BY start, kind) AS facts
    FROM cases_period
    WHERE annulled_on IS NULL AND kind NOT IN ({_inert}) AND {{citizens}}
    GROUP BY citizen_id"""
FINDINGS = f"""
    SELECT citizen_id, min(as_of) - DATE '0001-01-01' + 1 AS as_of, min(basis) AS basis,
           string_agg({_packed_round}, ''::bytea ORDER BY round) AS rounds
    FROM cases_finding
    WHERE {{citizens}}
    GROUP BY citizen_id"""
FACTS_AND_FINDINGS = f"""
    SELECT uuid_send(citizen_id), facts, as_of, basis, rounds
    FROM ({FACTS}) AS facts FULL JOIN ({FINDINGS}) AS findings USING (citizen_id)"""
FINDING_COLUMNS = "citizen_id, round, is_current, counted_days, m10, m12, m18, as_of, basis"

# Two bytes for the number of fields, then each with its length in four bytes.
_finding_head = struct.Struct(">hi16sihi?")
_finding_tail = struct.Struct(">iiiq")


class Selected(NamedTuple):
    """Which citizens to read: SQL on the column given, and its parameters."""

    sql: str
    parameters: Sequence[object] | Mapping[str, object]


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


class Known(NamedTuple):
    """What is known of a citizen; `found` is None before the first computing."""

    facts: Facts
    found: Stored | None


NOTHING_KNOWN = Known(NO_FACTS, None)


def read_citizens(cursor: Cursor, *, after: bytes | None, at_most: int) -> list[bytes]:
    where, parameters = ("id > %s", uuids([after])) if after else ("true", [])
    return _ids(cursor, Selected(f"{where} ORDER BY id LIMIT {at_most}", parameters))


def lock_citizens(cursor: Cursor, selected: Selected) -> list[bytes]:
    """Always in order of id, so that two who lock several never wait for each other in a ring.

    Not the stronger FOR UPDATE: that would also wait for those who only point at the citizen.
    """
    sql = f"{selected.sql} ORDER BY id FOR NO KEY UPDATE"
    return _ids(cursor, Selected(sql, selected.parameters))


def _ids(cursor: Cursor, selected: Selected) -> list[bytes]:
    query = f"SELECT uuid_send(id) FROM cases_citizen WHERE {selected.sql}"
    return [key for (key,) in fetched(cursor, Selected(query, selected.parameters))]


def read_known(cursor: Cursor, selected: Selected) -> dict[bytes, Known]:
    """By citizen, as the 16 bytes of the id; one without counted rows and findings is not in it."""
    query = FACTS_AND_FINDINGS.format(citizens=selected.sql)
    rows = fetched(cursor, Selected(query, [*selected.parameters] * 2))
    return {key: known(*packed) for key, *packed in rows}


def facts_from(day: str, *, citizen: str) -> str:
    """SQL: the facts of that citizen packed as above, of what lies before the day none.

    Whoever goes on alike has the same bytes.
    """
    return f"""(
        SELECT COALESCE(string_agg({_packed_fact(f"GREATEST(start, {day})")}, ''::bytea
                                   ORDER BY GREATEST(start, {day}), kind), ''::bytea)
        FROM cases_period
        WHERE citizen_id = {citizen} AND annulled_on IS NULL AND kind NOT IN ({_inert})
          AND COALESCE("end" > {day}, true))"""


def unpacked(facts: bytes) -> list[Row]:
    return [*_fact.iter_unpack(facts)]


def known(facts: bytes | None, as_of: int | None, basis: int | None, rounds: bytes | None) -> Known:
    return Known(
        Facts([*_fact.iter_unpack(facts)], facts_fingerprint(facts)) if facts else NO_FACTS,
        None
        if as_of is None or basis is None or rounds is None
        else Stored(as_of, basis, [*_round.iter_unpack(rounds)]),
    )


def fetched(cursor: Cursor, selected: Selected, *, prepare: bool = False) -> list[tuple[Any, ...]]:
    """Binary rows, which Django's own cursor cannot give: it binds on the client."""
    with Cursor(cursor.connection) as own:
        own.execute(selected.sql, selected.parameters, prepare=prepare, binary=True)
        return own.fetchall()


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


MOVE_COLUMNS = "citizen_id, round, mark, old_date, new_date, cause, as_of, actor"


def delete_findings(cursor: Cursor, keys: Sequence[bytes]) -> None:
    cursor.execute("DELETE FROM cases_finding WHERE citizen_id = ANY(%s)", [uuids(keys)])


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
