"""A case whose deadlines cannot be computed: said in words, with what to do about it."""

import logging

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cases.access.declare import FleksjobRequest
from cases.access.fault_pages import FaultPageMiddleware
from cases.casefile.models import Case
from cases.danish import dates
from cases.findings.everyone import NOT_THE_CITIZEN
from cases.overview import frame, queries

TEMPLATE = "cases/overview/not_reckoned.html"
PERIODS = "sag_perioder"
SAFE_METHODS = ("GET", "HEAD")

logger = logging.getLogger(__name__)


class NotReckonedMiddleware(FaultPageMiddleware):
    """Any page of the case may be the one that meets it; it answers for the citizen's own facts alone."""

    def process_exception(
        self, request: FleksjobRequest, exception: Exception
    ) -> HttpResponse | None:
        case: Case | None = getattr(request, "case", None)
        if case is None or isinstance(exception, (Http404, *NOT_THE_CITIZEN)):
            return None
        if _can_be_reckoned(request, case):
            return None
        logger.error("Sag med id %s kan ikke beregnes", case.pk, exc_info=exception)
        return _page(request, case)


def _can_be_reckoned(request: FleksjobRequest, case: Case) -> bool:
    try:
        facts = queries.facts_of(case, words=frame.words_of(request, case))
        facts.outlook(as_of=request.viewer.as_of)
    except NOT_THE_CITIZEN:
        return True  # something stands in the way of everybody
    except Exception:  # noqa: BLE001  the fault that was met is the one that is logged
        return False
    return True


def _page(request: FleksjobRequest, case: Case) -> HttpResponse:
    """Names no citizen. What was posted is taken back by its status, as after any other fault."""
    request.readlog.shown(case, fields=["sag"])
    is_read = request.method in SAFE_METHODS
    periods = reverse(PERIODS, args=[case.number])
    context = {
        "number": case.number,
        "is_sent": not is_read,
        "periods_url": periods if request.path != periods else "",
        "at": dates.moment(request.moment),
    }
    return render(request, TEMPLATE, context, status=409 if is_read else 500)
