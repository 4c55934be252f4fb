"""A generated country: citizens with a case and the lives of the oracle test, loaded by COPY.

The same seed gives the same country. It is loaded as the owner with our own triggers switched
off, and only into a throw-away database.
"""

import random
import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.db import connections
from django.db.models import Exists, F, Model, OuterRef

from cases.casefile.models import Case
from cases.citizens.models import Citizen
from cases.findings.models import Finding, Move
from cases.nextsteps.models import NextStep
from cases.people.models import Employee, Jobcenter, Municipality, RoleAssignment, Team
from cases.periods.benefit import WITHOUT_BENEFIT
from cases.periods.models import Period
from flexjob.database import rights
from flexjob.demo.names import MEN, SURNAMES, WOMEN
from tests.oracle.lives import Row, random_life

AS_OF = date(2026, 11, 22)
SEED = 74
HISTORY_ROWS_A_PERIOD = 6
TABLES = (Municipality, Jobcenter, Team, Citizen, Case, Period, Period.history.model)

Person = tuple[uuid.UUID, list[Row]]


def people(citizens: int) -> Iterator[Person]:
    rng = random.Random(SEED)
    for _ in range(citizens):
        yield uuid.UUID(int=rng.getrandbits(128), version=4), random_life(rng, as_of=AS_OF)


def load(citizens: int) -> None:
    # Each COPY commits: a table with foreign keys waiting to be checked cannot be altered.
    _triggers("DISABLE")
    _load_organisation()
    _load_people(citizens)
    _load_history()
    _triggers("ENABLE")
    with connections[rights.OWNER].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def replace_lives(lives: Sequence[Person]) -> None:
    """Other periods for these citizens, with nobody told."""
    _triggers("DISABLE", tables=[Period])
    with connections[rights.OWNER].cursor() as cursor:
        ids = [citizen for citizen, _ in lives]
        cursor.execute(f"DELETE FROM {Period._meta.db_table} WHERE citizen_id = ANY(%s)", [ids])
    _copy(Period, PERIOD_COLUMNS, _period_rows(lives))
    _triggers("ENABLE", tables=[Period])
    _note_benefits()


def give_cases(employee: Employee, count: int) -> None:
    """The first ones of the employee's jobcenter."""
    _triggers("DISABLE", tables=[Case])
    with connections[rights.OWNER].cursor() as cursor:
        cursor.execute(
            f"UPDATE {Case._meta.db_table} SET caseworker_id = %s WHERE number IN (SELECT number"
            f" FROM {Case._meta.db_table} WHERE jobcenter_id = 1 ORDER BY number LIMIT %s)",
            [employee.pk, count],
        )
    _triggers("ENABLE", tables=[Case])


def share_out(jobcenter_id: int, keys: Sequence[int]) -> None:
    """The cases of the jobcenter among its caseworkers, evenly."""
    _triggers("DISABLE", tables=[Case])
    with connections[rights.OWNER].cursor() as cursor:
        cursor.execute(
            f"UPDATE {Case._meta.db_table} SET caseworker_id = (%s::bigint[])[1 + id %% %s]"
            " WHERE jobcenter_id = %s",
            [list(keys), len(keys), jobcenter_id],
        )
        cursor.execute(f"ANALYZE {Case._meta.db_table}")
    _triggers("ENABLE", tables=[Case])


def empty() -> None:
    """Everyone and everything gone: the next load starts as the first did."""
    kept = (Employee.history.model, RoleAssignment.history.model)
    emptied: tuple[type[Model], ...] = (
        *TABLES, Finding, Move, NextStep, Employee, RoleAssignment, *kept,
    )  # fmt: skip
    _triggers("DISABLE", tables=emptied)
    names = ", ".join(model._meta.db_table for model in emptied)
    with connections[rights.OWNER].cursor() as cursor:
        cursor.execute(f"TRUNCATE {names} CASCADE")
    _triggers("ENABLE", tables=emptied)


def empty_next_steps() -> None:
    """The row that a trigger makes with each citizen, to be filled when they are computed."""
    with connections[rights.OWNER].cursor() as cursor:
        cursor.execute("TRUNCATE cases_nextstep")
        cursor.execute(
            "INSERT INTO cases_nextstep (citizen_id, kind, counted_days)"
            " SELECT id, '', 0 FROM cases_citizen"
        )
    _note_benefits()


def _note_benefits() -> None:
    """What the triggers on periods would have done; run twice it writes nothing more."""
    standing = Period.objects.standing().exclude(kind__in=WITHOUT_BENEFIT)
    steps = NextStep.objects.annotate(
        found=Exists(standing.filter(citizen=OuterRef("citizen")))
    ).exclude(has_benefit=F("found"))
    steps.update(has_benefit=F("found"))


def _load_organisation() -> None:
    _copy(Municipality, ["id", "code", "name"], [(1, 101, "København")])
    centres = [(n, 1, f"JC{n}", f"Jobcenter {n}") for n in (1, 2, 3)]
    _copy(Jobcenter, ["id", "municipality_id", "code", "name"], centres)
    teams = [(n, n, Team.Kind.UNASSIGNED.value, "Ufordelte") for n in (1, 2, 3)]
    _copy(Team, ["id", "jobcenter_id", "kind", "name"], teams)


def _load_people(citizens: int) -> None:
    """Twice through the same generator: no more than one life is ever held."""
    rng = random.Random(SEED)  # of its own: names change nobody's life
    _copy(Citizen, CITIZEN_COLUMNS, (_citizen(rng, key) for key, _ in people(citizens)))
    _copy(Case, CASE_COLUMNS, (_case(n, key) for n, (key, _) in enumerate(people(citizens))))
    _copy(Period, PERIOD_COLUMNS, _period_rows(people(citizens)))
    empty_next_steps()


CITIZEN_COLUMNS = ["id", "name", "birth_date", "is_protected", "is_colleague", "version"]
CASE_COLUMNS = [
    "number", "citizen_id", "jobcenter_id", "team_id", "ordning", "refusion", "opened_on",
    "close_reason", "version",
]  # fmt: skip
PERIOD_COLUMNS = ["citizen_id", "kind", "start", "end", "source", "annul_reason", "version"]


def _citizen(rng: random.Random, key: uuid.UUID) -> tuple[object, ...]:
    name = " ".join((rng.choice(WOMEN + MEN), rng.choice(SURNAMES), rng.choice(SURNAMES)))
    born = date(rng.randrange(1960, 2005), rng.randrange(1, 13), rng.randrange(1, 29))
    return key, name, born, False, False, 1


def _case(number: int, citizen: uuid.UUID) -> tuple[object, ...]:
    centre = number % 3 + 1
    schemes = (Case.Ordning.SINCE_2013.value, Case.Refusion.SINCE_2014.value)
    return (f"F-2026-{number:06}", citizen, centre, centre, *schemes, AS_OF, "", 1)


def _period_rows(lives: Iterable[Person]) -> Iterator[tuple[object, ...]]:
    for citizen, rows in lives:
        for kind, start, end in rows:
            yield citizen, kind, start, end, "benchmark", "", 1


def _load_history() -> None:
    history = Period.history.model._meta.db_table
    names = ["id", "imported_at", "imported_end", "annulled_on", "weekly_hours", *PERIOD_COLUMNS]
    columns = ", ".join(f'"{name}"' for name in names)
    with connections[rights.OWNER].cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {history} ({columns}, history_user_id, history_change_reason,"
            " history_date, history_type)"
            f" SELECT {columns}, 'kommando:bench', '', now(), CASE turn WHEN 1 THEN '+' ELSE '~' END"
            f" FROM {Period._meta.db_table}, generate_series(1, %s) AS turn ORDER BY turn",
            [HISTORY_ROWS_A_PERIOD],
        )


def _copy(model: type, columns: list[str], rows: Iterable[tuple[object, ...]]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    statement = f"COPY {model._meta.db_table} ({names}) FROM STDIN"  # type: ignore[attr-defined]
    with connections[rights.OWNER].cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _triggers(switch: str, tables: Sequence[type] = TABLES) -> None:
    """Ours only: the owner may not switch off those that hold foreign keys."""
    with connections[rights.OWNER].cursor() as cursor:
        for model in tables:
            cursor.execute(f"ALTER TABLE {model._meta.db_table} {switch} TRIGGER USER")
