"""Writes obligations and their notices: both or neither, and each only once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from cases.arrays import array
from cases.reminders import queries, rules
from cases.reminders.models import Deputy, Obligation
from cases.reminders.rules import Duty

AT_ONCE = 5_000

# Case, kind, day and step: what is told, to whomever.
Thing = tuple[int | None, str, date, int]

# What is told already is left out before the insert, which would otherwise draw a number for it.
# Two nights at once: whoever comes second waits for the first, and finds it told. Both insert in
# the order given, and so never wait for each other.
TELL = """
    WITH told AS (
        INSERT INTO cases_obligation (key, night, case_id, jobcenter_id, kind, due, step,
                                      recipient_id, in_place_of_id, is_escalation)
        SELECT wanted.key, %s, wanted.case_id, wanted.jobcenter_id, wanted.kind, wanted.due,
               wanted.step, wanted.recipient_id, wanted.in_place_of_id, wanted.step < 0
        FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::text[], %s::date[],
                    %s::smallint[], %s::bigint[], %s::bigint[]) WITH ORDINALITY
             AS wanted (key, case_id, jobcenter_id, kind, due, step, recipient_id, in_place_of_id,
                        place)
        WHERE NOT EXISTS (SELECT FROM cases_obligation AS known WHERE known.key = wanted.key)
        ORDER BY wanted.place
        ON CONFLICT (key) DO NOTHING
        RETURNING id
    )
    INSERT INTO cases_notice (obligation_id) SELECT id FROM told"""


@dataclass(frozen=True, slots=True)
class Telling:
    """`of`: whose duty it is; `recipient_id`: that person, or the deputy in place.

    `after`: the deputies it was told in vain.
    """

    duty: Duty
    of: int
    recipient_id: int
    case_id: int | None = None
    jobcenter_id: int | None = None
    after: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        subject = f"jc{self.jobcenter_id}" if self.case_id is None else str(self.case_id)
        return rules.key(subject=subject, duty=self.duty, of=self.of, after=self.after)

    @property
    def thing(self) -> Thing:
        return self.case_id, self.duty.kind.value, self.duty.due, self.duty.step

    @property
    def row(self) -> tuple[object, ...]:
        duty = self.duty
        return (
            self.key,
            self.case_id,
            self.jobcenter_id,
            duty.kind.value,
            duty.due,
            duty.step,
            self.recipient_id,
            self.of if self.of != self.recipient_id else None,
        )


def tell(tellings: Iterable[Telling], *, night: date) -> int:
    """How many were not told before."""
    return sum(_told(part, night) for part in _parts(tellings))


def unread_by_deputies() -> dict[str, int]:
    """By key: the deputy in whose inbox it lies. Also of those who were to be one, and no longer."""
    told = Obligation.objects.filter(
        recipient__in=Deputy.history.values("deputy"), in_place_of__isnull=False
    )
    return dict(_unread(told).values_list("key", "recipient"))


def _unread(told: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """Nor the same thing, told to the same person as another's duty or their own."""
    read = queries.same_thing().filter(notice__read_at__isnull=False)
    return told.filter(~Exists(read), notice__read_at__isnull=True)


def heard_by_nobody(among: QuerySet[Obligation]) -> set[Thing]:
    """Of these, about cases: what was told to nobody who is still here."""
    same = {name: OuterRef(name) for name in ("case", "kind", "due", "step")}
    heard = Obligation.objects.filter(**same, recipient__is_active=True)
    about_cases = among.filter(~Exists(heard), case__isnull=False)
    return set(about_cases.values_list("case", "kind", "due", "step"))


def told_deputies_in_vain(among: QuerySet[Obligation]) -> set[int | None]:
    """Their cases, None for a jobcenter: not read, and not told once more after the deputy."""
    deputy = Cast(OuterRef("recipient"), TextField())
    after = Concat(OuterRef("key"), Value("|"), deputy, output_field=TextField())
    told_anew = Obligation.objects.filter(key=after)
    in_vain = _unread(among.filter(in_place_of__isnull=False)).filter(~Exists(told_anew))
    return set(in_vain.values_list("case", flat=True))


def not_told(tellings: Iterable[Telling]) -> list[str]:
    """Their keys."""
    missing: list[str] = []
    for part in _parts(tellings):
        keys = [telling.key for telling in part]
        known = Obligation.objects.filter(key__in=keys).values_list("key", flat=True)
        missing += sorted(set(keys) - set(known))
    return missing


def _parts(tellings: Iterable[Telling]) -> Iterator[list[Telling]]:
    rest = iter(tellings)
    while part := list(islice(rest, AT_ONCE)):
        yield part


def _told(part: list[Telling], night: date) -> int:
    columns = [array(column) for column in zip(*(one.row for one in part), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(TELL, [night, *columns])
        return int(cursor.rowcount)
