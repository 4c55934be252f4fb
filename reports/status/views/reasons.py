"""A reason for one late round, written or approved from the teamchef's page; and the team's places."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cases import whole_numbers
from cases.access.declare import FleksjobRequest, opened, page
from cases.access.rules import Act
from cases.drafts.submissions import once
from reports.status import operations
from reports.status.forms import PlacesForm, ReasonForm
from reports.status.models import MeetingPlaces
from reports.status.reach import jobcenter_of, month_of
from revurdering import operations as revurdering
from revurdering.models import Revurdering

WRITTEN = ("årsag til forsinkelse",)


@require_POST
@page(Act.EXPLAIN_IN_STATUS, citizens=True)
@once
def give_reason(request: FleksjobRequest, jobcenter: int, maaned: str) -> HttpResponse:
    back = _back(request, jobcenter, maaned)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return back
    case = opened(request, number=form.cleaned_data["sag"], act=Act.EXPLAIN_IN_STATUS)
    try:
        revurdering.give_lateness_reason(
            case=case,
            number=form.cleaned_data["runde"],
            reason=form.cleaned_data["aarsag"],
            as_of=request.viewer.as_of,
            actor=request.viewer.actor,
            version=form.cleaned_data["version"],
        )
    except revurdering.EditConflict:
        messages.error(
            request, f"En anden har ændret revurderingen på {case.number}. Læs den igen."
        )
    except revurdering.NotLate:
        messages.info(request, f"Runden på {case.number} er ikke forsinket nu. Hent siden igen.")
    except revurdering.NothingToCorrect:
        messages.info(request, f"Årsagen på {case.number} står allerede sådan.")
    else:
        request.readlog.wrote(case, fields=WRITTEN)
        messages.success(request, f"Årsagen på {case.number} er gemt.")
    return back


@require_POST
@page(Act.APPROVE_REASON, citizens=True)
@once
def approve_reason(request: FleksjobRequest, jobcenter: int, maaned: str) -> HttpResponse:
    """The wording that was shown: one that has changed meanwhile is read again first."""
    back = _back(request, jobcenter, maaned)
    number = whole_numbers.read(request.POST.get("runde", ""), digits=2) or 0
    shown = request.POST.get("aarsag", "")
    case = opened(request, number=request.POST.get("sag", ""), act=Act.APPROVE_REASON)
    record = Revurdering.objects.filter(citizen=case.citizen_id, round=number).first()
    if record is None or not shown or record.lateness_reason != shown:
        messages.error(request, f"Årsagen på {case.number} er ændret. Læs den, og godkend igen.")
        return back
    try:
        operations.approve_reason(case=case, number=number, reason=shown, by=request.user)
    except operations.AlreadyTaken:
        messages.info(request, f"Årsagen på {case.number} er allerede godkendt.")
        return back
    request.readlog.wrote(case, fields=("godkendt årsag",))
    messages.success(request, f"Årsagen på {case.number} er godkendt.")
    return back


def _back(request: FleksjobRequest, jobcenter: int, maaned: str) -> HttpResponse:
    where = jobcenter_of(request, jobcenter, act=Act.EXPLAIN_IN_STATUS)
    month = month_of(request, maaned)
    return redirect(reverse("maanedsstatus_side", args=[where.pk, str(month)]) + "#handling")


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.SET_MEETING_PLACES)
@once
def places(request: FleksjobRequest, jobcenter: int) -> HttpResponse:
    where = jobcenter_of(request, jobcenter, act=Act.SET_MEETING_PLACES)
    form = PlacesForm(
        request.POST or None, as_of=request.viewer.as_of, cancel_url=reverse("maanedsstatus")
    )
    if form.is_valid():
        operations.set_places(
            jobcenter=where,
            valid_from=form.cleaned_data["fra"],
            places=form.cleaned_data["pladser"],
            actor=request.viewer.actor,
        )
        messages.success(request, "Pladserne er gemt.")
        return redirect("maanedsstatus_pladser", jobcenter=where.pk)
    rows = MeetingPlaces.objects.filter(jobcenter=where).order_by("-valid_from")
    context = {"jobcenter": where, "form": form, "rows": rows}
    return render(request, "reports/places.html", context)
