"""`rules.finish_by` in SQL, for what is asked of many rounds at once; a test holds the two together.

Where the municipality is exempt on m18 nobody owes it, moved or not: whoever asks for what is owed
leaves those rounds out (`exempt_on`), and so it is not asked here.
"""

from typing import Any

from django.db.models import Case, DateField, F, Func, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Greatest

from cases.deadlines.rulesets import PARAGRAF_74C, RuleRow


class AddMonths(Func):
    """Clipped to the last day of a shorter month, as `cases.deadlines.months.add_months`."""

    template = "(%(expressions)s))::date"
    arg_joiner = "::date + make_interval(months => "
    output_field = DateField()


def with_finish_by(rounds: "QuerySet[Any]", *, moved_on: Any) -> "QuerySet[Any]":
    """Annotates `finish_by`. The rows have `m12` and `m18`; `moved_on` is the day of the move."""
    moved: QuerySet[Any] = rounds.annotate(moved_on=moved_on)
    judged: QuerySet[Any] = moved.annotate(
        finish_by=Coalesce(
            Greatest("m18", _after_moving()),
            Case(When(m12__lt=_had_no_18_months(), then=F("m12")), output_field=DateField()),
        )
    )
    return judged


def _after_moving() -> Case:
    """NULL where the move gives nothing; then the later of the two is m18."""
    rows = [
        When(
            Q(moved_on__lte=F("m18")) & _in_force(row),
            then=AddMonths(F("moved_on"), Value(row.months)),
        )
        for row in PARAGRAF_74C.after_moving
    ]
    return Case(*rows, output_field=DateField())


def _in_force(row: RuleRow) -> Q:
    until = Q(moved_on__lt=row.valid.end) if row.valid.end else Q()
    return Q(moved_on__gte=row.valid.start) & until


def _had_no_18_months() -> Any:
    """The first day of the sentence about them; before it a round was to be finished by m12."""
    return min(row.valid.start for row in PARAGRAF_74C.finish_after)
