"""A colleague closed the case that someone writes in: said in words, with what was typed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cases.access.declare import ClosedMeanwhile, FleksjobRequest
from cases.access.fault_pages import FaultPageMiddleware
from cases.casefile.models import Case
from cases.overtaken import Overtaken, told, typed_in

TEMPLATE = "cases/casefile/closed_meanwhile.html"


class ClosedMeanwhileMiddleware(FaultPageMiddleware):
    """Whichever act was asked for or posted, the answer is the same.

    Only one who may still read the case gets it (declare.py); all others get the 404 that a case
    unknown gives.
    """

    def process_exception(
        self, request: FleksjobRequest, exception: Exception
    ) -> HttpResponse | None:
        if not isinstance(exception, ClosedMeanwhile):
            return None
        return _page(request, exception.case)


def told_of_closing(case: Case) -> str:
    return told(case, "lukkede sagen", why=case.close_reason, since={"closed_on__isnull": False})


def told_of_reopening(case: Case) -> str:
    """Of a case that is open; perhaps it never was closed."""
    if not case.history.filter(closed_on__isnull=False).exists():
        return f"Sag {case.number} er åben og har ikke været lukket."
    return told(case, "genåbnede sagen", why=None, since={"closed_on__isnull": True})


def _page(request: FleksjobRequest, case: Case) -> HttpResponse:
    """Names no citizen: the page is about an act that was not done."""
    request.readlog.shown(case, fields=["sag"])
    is_sent = request.method == "POST"
    sent = getattr(request.resolver_match.func, "sent", None)  # type: ignore[union-attr]
    context = {
        "number": case.number,
        "is_sent": is_sent,
        "overtaken": Overtaken(
            told_of_closing(case),
            reverse("sag", args=[case.number]),
            "Gå til sagen",
            typed=typed_in(sent(request, case)) if is_sent and sent else [],
        ),
    }
    return render(request, TEMPLATE, context, status=409 if is_sent else 200)
