"""From the teamchef's page: ask the caseworker why a round is late, and take the question back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from cases import whole_numbers
from cases.access.declare import FleksjobRequest, opened, page
from cases.access.rules import Act
from cases.drafts.submissions import once
from reports.asking import operations
from reports.asking.models import ReasonRequest
from reports.status.reach import jobcenter_of, month_of

WRITTEN = ("anmodning om årsag",)
NOBODY = "Ingen anden har {number}. Skriv selv årsagen, eller overdrag sagen."
CLOSED = "Sag {number} er lukket, og ingen får den at se. Skriv selv årsagen."
NOT_LATE = "Runden på {number} er ikke forsinket nu. Hent siden igen."


@require_POST
@page(Act.APPROVE_REASON, citizens=True)
@once
def ask(request: FleksjobRequest, jobcenter: int, maaned: str) -> HttpResponse:
    back = _back(request, jobcenter, maaned)
    case = opened(request, number=request.POST.get("sag", ""), act=Act.APPROVE_REASON)
    number = whole_numbers.read(request.POST.get("runde", ""), digits=2)
    if number is None:
        raise Http404
    try:
        asked = operations.ask_for_reason(
            case=case,
            number=number,
            by=request.user,
            actor=request.viewer.actor,
            as_of=request.viewer.as_of,
        )
    except operations.NobodyToAsk:
        why = NOBODY if case.is_open else CLOSED
        messages.error(request, why.format(number=case.number))
    except operations.NotLate:
        messages.info(request, NOT_LATE.format(number=case.number))
    except operations.AlreadyExplained:
        messages.info(request, f"Årsagen på {case.number} er skrevet imens. Læs den her.")
    except operations.AlreadyAsked:
        messages.info(request, f"Der er allerede bedt om årsagen på {case.number}.")
    else:
        request.readlog.wrote(case, fields=WRITTEN)
        _tell(request, asked, maaned)
    return back


def _tell(request: FleksjobRequest, asked: ReasonRequest, maaned: str) -> None:
    undo = reverse("maanedsstatus_bed_fortryd", args=[asked.case.jobcenter_id, maaned, asked.pk])
    keeper = asked.case.caseworker
    messages.success(
        request,
        f"{keeper.name if keeper else 'Sagsbehandleren'} er bedt om årsagen på"
        f" {asked.case.number}: den står på Min dag og i Beskeder.",
        extra_tags=f"fortryd:{undo}",
    )


@require_POST
@page(Act.APPROVE_REASON, citizens=True)
def take_back(request: FleksjobRequest, jobcenter: int, maaned: str, key: int) -> HttpResponse:
    """Sent twice it has one effect: what is taken back cannot be taken back again."""
    back = _back(request, jobcenter, maaned)
    found = ReasonRequest.objects.select_related("case").filter(pk=key).first()
    if found is None:
        raise Http404
    case = opened(request, number=found.case.number, act=Act.APPROVE_REASON)
    if operations.take_back(request=found, actor=request.viewer.actor):
        request.readlog.wrote(case, fields=WRITTEN)
        messages.success(request, f"Anmodningen om årsag på {case.number} er trukket tilbage.")
    else:
        messages.info(request, "Anmodningen er allerede trukket tilbage.")
    return back


def _back(request: FleksjobRequest, jobcenter: int, maaned: str) -> HttpResponse:
    where = jobcenter_of(request, jobcenter, act=Act.APPROVE_REASON)
    month = month_of(request, maaned)
    return redirect(reverse("maanedsstatus_side", args=[where.pk, str(month)]) + "#handling")
