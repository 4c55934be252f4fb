"""The teamchef's page, and each of its charts as a sheet."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases import spreadsheet
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.findings.queries import rules_in_use
from reports.figures.month import Month
from reports.figures.scope import Scope
from reports.status import operations
from reports.status import queries as statuses
from reports.status.forms import MOST_LETTERS
from reports.status.late import late_rounds
from reports.status.models import MonthStatus, StatusStep
from reports.status.reach import jobcenter_of, month_of
from reports.teampage import page as blocks
from reports.teampage.page import Place

FIELDS = ("frister",)
ROWS_OF_ACTION = 10
Kind = StatusStep.Kind


@require_safe
@page(Act.SEE_MONTH_STATUS, citizens=True)
def team_page(request: FleksjobRequest, jobcenter: int, maaned: str) -> HttpResponse:
    viewer, place = request.viewer, _place(request, jobcenter, maaned)
    scope = Scope(place.month, place.judged_on, place.jobcenter.pk, rules=rules_in_use())
    late = late_rounds(viewer, scope, at_most=ROWS_OF_ACTION)
    request.readlog.listed({one.case.pk: one.case for one in late.rounds}.values(), fields=FIELDS)
    status = statuses.standing(jobcenter_id=place.jobcenter.pk, month=place.month)
    if status is not None and viewer.acts & {Act.APPROVE_MONTH_STATUS, Act.FORWARD_MONTH_STATUS}:
        operations.open_status(status=status, by=request.user)
    here = Month.of(viewer.as_of)
    context = {
        "place": place,
        "month": place.month,
        "as_of": place.judged_on,
        "page": blocks.build(viewer, place, scope),
        "late": late,
        "action_rows": [
            {"one": one, "due": one.due(place.judged_on), "what": one.what(place.judged_on)}
            for one in late.rounds
        ],
        "all_late_url": place.list_url("forsinkede"),
        "most_letters": MOST_LETTERS,
        "earlier": place.month.plus(-1),
        "later": place.month.plus(1) if place.month < here else None,
        **_chain(request, place, status),
    }
    return render(request, "reports/team_page.html", context)


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
    able = {role.jobcenter_id for role in request.viewer.roles_allowing(Act.APPROVE_MONTH_STATUS)}
    sends = {role.jobcenter_id for role in request.viewer.roles_allowing(Act.SEND_MONTH_STATUS)}
    is_over = place.month.is_over(request.viewer.as_of)
    leads = place.jobcenter.pk in able
    return {
        "status": status,
        "is_over": is_over,
        "stages": [
            ("Teamet", status.sent_at if status else None, status.sent_by if status else None),
            *(
                (label, step.at if step else None, step.by if step else None)
                for label, step in (
                    ("Teamchefen", approved),
                    ("Kvalitetskontrollen", approved),
                    ("Direktøren", steps[Kind.TO_DIRECTOR]),
                    ("Udvalget", steps[Kind.TO_COMMITTEE]),
                )
            ),
        ],
        "approved": approved,
        "may_confirm": leads and is_over and approved is None,
        "may_fill_in": place.jobcenter.pk in sends and is_over and status is None and not leads,
        "may_explain": Act.EXPLAIN_IN_STATUS in request.viewer.acts,
        "may_approve": leads,
        "may_set_places": leads and place.is_live,
    }
