"""What is asked and not answered: on a case, and as a narrowing of many."""

from datetime import date

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from cases.casefile.models import CaseQuerySet
from cases.findings.models import Finding
from cases.findings.queries import exempt_on
from reports.asking.models import ReasonRequest, ReasonRequestQuerySet
from revurdering.finishing import with_finish_by
from revurdering.models import Revurdering


def with_request(cases: CaseQuerySet, *, as_of: date, **narrowed: object) -> CaseQuerySet:
    """Those somebody waits for a reason on, with `asked_on`. `narrowed` is of the request."""
    asked = waiting(as_of=as_of).filter(case=OuterRef("pk"), **narrowed)
    days = asked.order_by("asked_on").values("asked_on")
    return cases.filter(Exists(asked)).annotate(asked_on=Subquery(days[:1]))


def waiting(*, as_of: date) -> ReasonRequestQuerySet:
    """Not those on a round that is late no more: nobody can explain it, and nobody needs to."""
    return ReasonRequest.objects.unanswered().filter(Exists(_late_rounds(as_of)))


def _late_rounds(as_of: date) -> "QuerySet[Finding]":
    """Begun or finished after its day, or neither and the day has gone; where the day was owed."""
    record = Revurdering.objects.filter(citizen=OuterRef("citizen"), round=OuterRef("round"))
    moved_on = Subquery(record.values("tilflytning_on")[:1], output_field=DateField())
    day: dict[str, Coalesce] = {
        step: Coalesce(
            Subquery(record.values(f"{step}_on")[:1]), Value(as_of), output_field=DateField()
        )
        for step in ("started", "finished")
    }
    rounds = Finding.objects.filter(citizen=OuterRef("case__citizen"), round=OuterRef("round"))
    begun_late = Q(m12__lt=F("started")) & ~exempt_on("m12")
    finished_late = Q(finish_by__lt=F("finished")) & ~exempt_on("m18") & ~exempt_on("finish_by")
    return with_finish_by(rounds.annotate(**day), moved_on=moved_on).filter(
        begun_late | finished_late
    )
