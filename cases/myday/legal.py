"""The law's next day on a case: where putting off any of its tasks ends."""

from django.db.models import Case as Choice
from django.db.models import DateField, F, OuterRef, Subquery, When

from cases.casefile.models import CaseQuerySet
from cases.findings.models import Finding
from cases.nextsteps.models import NextStep

DUE = "citizen__next_step__due"
KIND = "citizen__next_step__kind"
ROUND = "citizen__next_step__round"


def with_legal_date(cases: CaseQuerySet) -> CaseQuerySet:
    """Annotates `legal_date`. The 10 months are the municipality's own; the law's are 12 and 18.

    All in one subquery: where it is not asked for, nothing is joined for it.
    """
    of_round = Finding.objects.filter(citizen=OuterRef("citizen"), round=OuterRef("round"))
    m12 = Subquery(of_round.values("m12")[:1], output_field=DateField())
    day = Choice(When(kind=NextStep.Kind.M10, then=m12), default=F("due"))
    steps = NextStep.objects.filter(citizen=OuterRef("citizen")).annotate(day=day)
    return cases.annotate(legal_date=Subquery(steps.values("day")))
