"""Rounds and moves as pages ask for them. A look never writes."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from cases.deadlines.marks import Round, marks_for
from cases.deadlines.period import BenefitRow
from cases.deadlines.period_types import PeriodType
from cases.deadlines.rulesets import EXEMPT_UNTIL, RuleSet
from cases.findings.models import Finding, Move
from cases.findings.profile import Settings, rules_in
from cases.people.models import RuleProfile
from cases.periods.models import Period


def rounds_as_of(*, citizen_id: uuid.UUID, as_of: date) -> list[Round]:
    """As stored when they are of that day; otherwise computed anew and not stored."""
    found = list(Finding.objects.filter(citizen_id=citizen_id).order_by("round"))
    if found and all(finding.as_of == as_of for finding in found):
        return [Round(f.round, f.counted_days, f.m10, f.m12, f.m18) for f in found]
    rows = benefit_rows(citizen_id=citizen_id)
    return marks_for(rows, as_of=as_of, rules=rules_in_use())


def benefit_rows(*, citizen_id: uuid.UUID) -> list[BenefitRow]:
    rows = Period.objects.standing().filter(citizen_id=citizen_id).order_by("start", "kind")
    return [
        BenefitRow(PeriodType(kind), start, end)
        for kind, start, end in rows.values_list("kind", "start", "end")
    ]


def rules_in_use() -> RuleSet:
    """§ 74 c with the profile of the municipality that this installation belongs to."""
    with connection.cursor() as cursor:
        columns = ", ".join(Settings._fields)
        cursor.execute(f"SELECT {columns} FROM cases_ruleprofile ORDER BY valid_from")
        return rules_in([Settings(*row) for row in cursor])


def exempt_on(mark: str) -> Q:
    """Of findings: the mark falls on a day on which the municipality is exempt, so nobody owes it."""
    profiles = RuleProfile.objects.filter(exempt=True, valid_from__lte=OuterRef(mark))
    open_then = profiles.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef(mark)))
    return Q(Exists(open_then)) & Q(**{f"{mark}__lt": EXEMPT_UNTIL})


def computed_as_of(citizen_ids: Iterable[uuid.UUID] | None = None) -> date | None:
    """The oldest day that findings stand for: "beregnet pr. ..." on a list."""
    findings = Finding.objects.all()
    if citizen_ids is not None:
        findings = findings.filter(citizen_id__in=list(citizen_ids))
    oldest: date | None = findings.aggregate(oldest=Min("as_of"))["oldest"]
    return oldest


def moves_of(*, citizen_id: uuid.UUID) -> QuerySet[Move]:
    return Move.objects.filter(citizen_id=citizen_id).order_by("-id")
