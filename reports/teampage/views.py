"""The teamchef's page, what the teamchef confirms on it, and each of its charts as a sheet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cases import spreadsheet
from cases.access import door
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.danish import dates, numbers
from cases.drafts.submissions import once
from cases.findings.queries import rules_in_use
from cases.people.models import Employee
from reports.committee import queries as committee
from reports.committee.queries import LeftOut
from reports.figures import catalogue
from reports.figures.month import Month
from reports.figures.scope import Scope
from reports.status import explanation as drafts
from reports.status import operations
from reports.status import queries as statuses
from reports.status.forms import MOST_LETTERS
from reports.status.late import late_rounds
from reports.status.models import MonthStatus, StatusStep
from reports.status.reach import jobcenter_of, may, month_of
from reports.teampage import page as blocks
from reports.teampage.page import Place

FIELDS = ("frister",)
ROWS_OF_ACTION = 10
MOST_NAMED = 5
Kind = StatusStep.Kind


@require_safe
@page(Act.SEE_MONTH_STATUS, citizens=True)
def team_page(request: FleksjobRequest, jobcenter: int, maaned: str) -> HttpResponse:
    return _shown(request, _place(request, jobcenter, maaned))


def _shown(
    request: FleksjobRequest, place: Place, *, explanation: str | None = None
) -> HttpResponse:
    """`explanation` as it was typed, on a page that comes back; otherwise a draft of it."""
    viewer = request.viewer
    scope = Scope(place.month, place.judged_on, place.jobcenter.pk, rules=rules_in_use())
    late = late_rounds(viewer, scope, figure=catalogue.TO_ACT_ON, at_most=ROWS_OF_ACTION)
    request.readlog.listed({one.case.pk: one.case for one in late.rounds}.values(), fields=FIELDS)
    status = statuses.standing(jobcenter_id=place.jobcenter.pk, month=place.month)
    if status is not None and viewer.acts & {Act.APPROVE_MONTH_STATUS, Act.FORWARD_MONTH_STATUS}:
        operations.open_status(
            status=status,
            by=request.user,
            is_quality_control=Act.FORWARD_MONTH_STATUS in viewer.acts,
        )
    here = Month.of(viewer.as_of)
    page = blocks.build(viewer, place, scope)
    context = {
        "place": place,
        "month": place.month,
        "as_of": place.judged_on,
        "page": page,
        "corrected": blocks.corrected(status.numbers, page.counts) if status else [],
        "late": late,
        "action_rows": [
            {"one": one, "due": one.due(place.judged_on), "what": one.what(place.judged_on)}
            for one in late.rounds
        ],
        "may_explain": any(one.may_explain and not one.row.reason for one in late.rounds),
        "to_act_on_url": place.list_url(catalogue.TO_ACT_ON.key),
        "all_late_url": place.list_url(catalogue.LATE_ALL.key),
        "most_letters": MOST_LETTERS,
        "earlier": place.month.plus(-1),
        "later": place.month.plus(1) if place.month < here else None,
        **_chain(request, place, status),
    }
    if context["may_confirm"]:
        context["draft"] = _draft(viewer, scope, status) if explanation is None else explanation
    return render(request, "reports/team_page.html", context)


def _draft(viewer: Viewer, scope: Scope, status: MonthStatus | None) -> str:
    """What was taken back is sent again as it was written; otherwise from the approved reasons."""
    assert scope.jobcenter is not None  # of a team's own page
    written = (
        ""
        if status
        else statuses.taken_back_explanation(jobcenter_id=scope.jobcenter, month=scope.month)
    )
    return written or drafts.draft(viewer, scope.narrowed(as_of=scope.month.last))


@require_POST
@page(Act.APPROVE_MONTH_STATUS, citizens=True)
@once
def confirm(request: FleksjobRequest, jobcenter: int, maaned: str) -> HttpResponse:
    """The teamchef's: what the team has sent, or, where it has sent nothing, the month as it is."""
    where = jobcenter_of(request, jobcenter, act=Act.APPROVE_MONTH_STATUS)
    place = Place(where, month_of(request, maaned), request.viewer.as_of)
    written = request.POST.get("forklaring", "").replace("\r\n", "\n")[: drafts.MOST_LETTERS]
    try:
        status = _confirmed(request, place, written)
    except operations.ReasonsMissing as missing:
        messages.error(request, _missing(request, [one.case_id for one in missing.rounds]))
        return _shown(request, place, explanation=written)
    except operations.MonthNotOver:
        when = dates.long(place.month.after)
        messages.error(request, f"Status for {place.month.name} kan sendes fra {when}.")
    except (operations.AlreadyTaken, operations.AlreadySent):
        messages.info(request, f"Status for {place.month.label} er allerede bekræftet.")
    else:
        messages.success(
            request,
            f"Status for {place.month.label} er bekræftet og sendt. Kvalitetskontrollen har fået"
            " kopi. Du kan trække den tilbage, indtil Kvalitetskontrollen har åbnet den.",
            extra_tags=f"fortryd:{reverse('maanedsstatus_traek_tilbage', args=[status.pk])}",
        )
    return redirect("maanedsstatus_side", jobcenter=where.pk, maaned=str(place.month))


def _confirmed(request: FleksjobRequest, place: Place, explanation: str) -> MonthStatus:
    """Raises ReasonsMissing, MonthNotOver, AlreadyTaken, AlreadySent."""
    with transaction.atomic():
        status = statuses.standing(
            jobcenter_id=place.jobcenter.pk, month=place.month
        ) or operations.send(
            viewer=request.viewer,
            jobcenter=place.jobcenter,
            month=place.month,
            as_of=request.viewer.as_of,
        )
        operations.approve(viewer=request.viewer, status=status, note=explanation)
    return status


def _missing(request: FleksjobRequest, keys: list[int]) -> str:
    """How many, and the first of them by their numbers."""
    counted = numbers.counted(len(keys), "forsinket sag mangler", "forsinkede sager mangler")
    named = list(door.visible_cases(request.viewer).in_bulk(keys[:MOST_NAMED]).values())
    request.readlog.listed(named, fields=FIELDS)
    more = f" og {len(keys) - len(named)} til" if len(keys) > len(named) else ""
    which = ", ".join(case.number for case in named)
    return f"{counted} en årsag: {which}{more}. Skriv den, før du sender status."


@require_safe
@page(Act.SEE_MONTH_STATUS)
def download(request: FleksjobRequest, jobcenter: int, maaned: str, blok: str) -> HttpResponse:
    """Counts alone: no citizen is in it."""
    place = _place(request, jobcenter, maaned)
    scope = Scope(place.month, place.judged_on, place.jobcenter.pk)
    charts = {chart.key: chart for chart in blocks.build(request.viewer, place, scope).charts}
    if blok not in charts:
        raise Http404
    table = charts[blok].table
    return spreadsheet.answer(f"{blok}-{place.month}", table.header, table.plain)


def _place(request: FleksjobRequest, jobcenter: int, maaned: str) -> Place:
    where = jobcenter_of(request, jobcenter, act=Act.SEE_MONTH_STATUS)
    return Place(where, month_of(request, maaned), request.viewer.as_of)


def _chain(request: FleksjobRequest, place: Place, status: MonthStatus | None) -> dict[str, Any]:
    """Where the status is on its way, and what the reader may do about it."""
    steps = {kind: statuses.step(status, kind) if status else None for kind in Kind.values}
    approved = steps[Kind.APPROVED]
    leads = may(request.viewer, Act.APPROVE_MONTH_STATUS, jobcenter=place.jobcenter.pk)
    sends = may(request.viewer, Act.SEND_MONTH_STATUS, jobcenter=place.jobcenter.pk)
    is_over = place.month.is_over(request.viewer.as_of)
    left_out = _left_out(place) if is_over else None
    read = [steps[kind] for kind in (Kind.READ, Kind.TO_DIRECTOR, Kind.TO_COMMITTEE)]
    return {
        "status": status,
        "is_over": is_over,
        "stages": _stages(status, steps, is_left_out=left_out is not None),
        "left_out": left_out,
        "approved": approved,
        "may_confirm": leads and is_over and approved is None,
        "may_fill_in": sends and is_over and status is None and not leads,
        "may_take_back": (leads and approved is not None and not any(read))
        or (sends and not leads and status is not None and not any(steps.values())),
        "may_approve": leads,
        "may_set_places": leads and place.is_live,
    }


def _left_out(place: Place) -> LeftOut | None:
    where = place.jobcenter.pk
    return committee.left_out(month=place.month, jobcentres=[where]).get(where)


def _stages(
    status: MonthStatus | None, steps: Mapping[str, StatusStep | None], *, is_left_out: bool
) -> list[tuple[str, datetime | None, Employee | None, str]]:
    """Who has had it, when, from whom; and what stands there until then."""
    reached = [
        ("Teamchefen", steps[Kind.APPROVED]),
        ("Kvalitetskontrollen", steps[Kind.APPROVED]),
        ("Direktøren", steps[Kind.TO_DIRECTOR]),
        ("Udvalget", steps[Kind.TO_COMMITTEE]),
    ]
    waits = {"Udvalget": "lukket uden"} if is_left_out else {}
    sent = (status.sent_at, status.sent_by) if status else (None, None)
    return [
        ("Teamet", *sent, "afventer"),
        *(
            (
                label,
                step.at if step else None,
                step.by if step else None,
                waits.get(label, "afventer"),
            )
            for label, step in reached
        ),
    ]
