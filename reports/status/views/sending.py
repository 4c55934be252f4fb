"""The visitationsteam's form, filled in beforehand, and what the chain does with what it sends."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cases.access.declare import FleksjobRequest, opened, page
from cases.access.rules import Act
from cases.drafts.submissions import once
from cases.people.models import Jobcenter
from reports.committee import queries as committee
from reports.figures import catalogue
from reports.figures import queries as figures
from reports.figures.month import Month
from reports.figures.scope import Scope
from reports.status import operations, queries
from reports.status.forms import StatusForm
from reports.status.late import Late, LateRound, late_rounds
from reports.status.models import MonthStatus, StatusStep
from reports.status.reach import jobcenter_of, may, month_of
from revurdering import operations as revurdering

FIELDS = ("frister",)
WRITTEN = ("årsag til forsinkelse",)
Kind = StatusStep.Kind
IN_BETWEEN = (
    "En anden har ændret revurderingen på {number}, mens du skrev. Læs årsagen der, og send igen."
)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.SEND_MONTH_STATUS, citizens=True)
@once
def status_form(request: FleksjobRequest, jobcenter: int, maaned: str) -> HttpResponse:
    where = jobcenter_of(request, jobcenter, act=Act.SEND_MONTH_STATUS)
    month = month_of(request, maaned)
    if not month.is_over(request.viewer.as_of):
        raise Http404
    scope = Scope(month, month.last, where.pk)
    late = late_rounds(request.viewer, scope)
    form = StatusForm(
        request.POST or None,
        unexplained=late.unexplained,
        as_of=month.last,
        initial={"bemaerkning": queries.taken_back_note(jobcenter_id=where.pk, month=month)},
    )
    if form.is_valid() and (status := _send(request, where, month, form)):
        _tell(request, status)
        return redirect("maanedsstatus_side", jobcenter=where.pk, maaned=str(month))
    request.readlog.listed([one.case for one in late.rounds], fields=FIELDS)
    return render(request, "reports/status_form.html", _shown(where, month, scope, late, form))


def _shown(
    where: Jobcenter, month: Month, scope: Scope, late: Late, form: StatusForm
) -> dict[str, Any]:
    counts = figures.numbers(scope, catalogue.STATUS)
    return {
        "jobcenter": where,
        "month": month,
        "as_of": month.last,
        "status": queries.standing(jobcenter_id=where.pk, month=month),
        "lines": [
            {"figure": one, "number": counts[one.key], "url": list_url(where.pk, month, one.key)}
            for one in catalogue.STATUS
        ],
        "late": late,
        "explained": [
            {"one": one, "due": one.due(month.last), "what": one.what(month.last)}
            for one in late.rounds
            if one.row.reason
        ],
        "form": form,
        "left_out": committee.left_out(month=month, jobcentres=[where.pk]).get(where.pk),
        "breadcrumbs": crumbs(where, month, "Skema"),
    }


def list_url(jobcenter_id: int, month: Month, key: str) -> str:
    return reverse("maanedsstatus_tal", args=[jobcenter_id, str(month), key])


def crumbs(where: Jobcenter, month: Month, here: str) -> list[dict[str, str]]:
    return [
        {"label": "Månedsstatus", "url": reverse("maanedsstatus")},
        {
            "label": f"{where.name}, {month.label}",
            "url": reverse("maanedsstatus_side", args=[where.pk, str(month)]),
        },
        {"label": here},
    ]


def _send(
    request: FleksjobRequest, where: Jobcenter, month: Month, form: StatusForm
) -> MonthStatus | None:
    """Reasons and status together, or neither; what stands in the way is said on the form."""
    viewer = request.viewer
    try:
        with transaction.atomic():
            for late, reason in form.reasons:
                explain(request, late, reason)
            note = form.cleaned_data["bemaerkning"]
            return operations.send(
                viewer=viewer, jobcenter=where, month=month, note=note, as_of=viewer.as_of
            )
    except revurdering.EditConflict as conflict:
        number = conflict.current.case.number if conflict.current else "sagen"
        form.add_error(None, IN_BETWEEN.format(number=number))
    except operations.AlreadySent:
        form.add_error(None, f"Status for {month.label} er allerede sendt.")
    except operations.ReasonsMissing:
        form.add_error(
            None, "Der er kommet en forsinket sag til. Hent siden igen, og skriv årsagen."
        )
    return None


def explain(request: FleksjobRequest, late: LateRound, reason: str) -> None:
    """Raises EditConflict."""
    case = opened(request, number=late.case.number, act=Act.EXPLAIN_IN_STATUS)
    revurdering.give_lateness_reason(
        case=case,
        number=late.row.round or 0,
        reason=reason,
        as_of=request.viewer.as_of,
        actor=request.viewer.actor,
        version=late.row.version,
    )
    request.readlog.wrote(case, fields=WRITTEN)


def _tell(request: FleksjobRequest, status: MonthStatus) -> None:
    undo = reverse("maanedsstatus_traek_tilbage", args=[status.pk])
    messages.success(
        request,
        f"Status for {status.of_month.label} er sendt til teamchefen. Kvalitetskontrollen har fået"
        " kopi. Du kan trække den tilbage, indtil den er åbnet.",
        extra_tags=f"fortryd:{undo}",
    )


@require_POST
@page(Act.SEND_MONTH_STATUS)
def take_back(request: FleksjobRequest, key: int) -> HttpResponse:
    """Sent twice it has one effect: what is taken back cannot be taken back again."""
    status = status_of(request, key, act=Act.SEND_MONTH_STATUS)
    leads = may(request.viewer, Act.APPROVE_MONTH_STATUS, jobcenter=status.jobcenter_id)
    try:
        operations.withdraw(status=status, by=request.user, leads=leads)
        messages.success(request, f"Status for {status.of_month.label} er trukket tilbage.")
    except operations.AlreadyTaken:
        messages.info(
            request, "Status er åbnet eller trukket tilbage og kan ikke trækkes tilbage nu."
        )
    return _back(status)


@require_POST
@page(Act.FORWARD_MONTH_STATUS)
@once
def forward(request: FleksjobRequest, key: int) -> HttpResponse:
    """Quality control notes that the director or the committee has had it."""
    status = status_of(request, key, act=Act.FORWARD_MONTH_STATUS)
    kind = Kind.TO_COMMITTEE if request.POST.get("til") == Kind.TO_COMMITTEE else Kind.TO_DIRECTOR
    try:
        operations.pass_on(status=status, kind=kind, by=request.user)
        messages.success(request, f"{kind.label}: noteret for {status}.")
    except operations.NotYetApproved:
        messages.error(request, "Teamchefen har ikke godkendt status endnu.")
    except operations.NotForTheCommittee:
        messages.error(
            request, f"Udvalgets udgave for {status.of_month.label} er lukket uden dette jobcenter."
        )
    except operations.AlreadyTaken:
        messages.info(request, "Det er allerede noteret.")
    return redirect("maanedsstatus")


def status_of(request: FleksjobRequest, key: int, *, act: Act) -> MonthStatus:
    status = MonthStatus.objects.select_related("jobcenter").filter(pk=key).first()
    if status is None:
        raise Http404
    jobcenter_of(request, status.jobcenter_id, act=act)
    return status


def _back(status: MonthStatus) -> HttpResponse:
    return redirect(
        "maanedsstatus_side", jobcenter=status.jobcenter_id, maaned=str(status.of_month)
    )
