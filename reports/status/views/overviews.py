"""Where Månedsstatus leads: one's own page, or every jobcenter side by side; and then and now."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.access import door
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.casefile.models import Case
from reports.committee import queries as committee
from reports.committee.rules import closable_from
from reports.figures import catalogue
from reports.figures.month import Month, to_report
from reports.multiples.page import build
from reports.status import operations, overview, queries
from reports.status.models import StatusStep
from reports.status.reach import jobcenter_of, jobcentres, month_in_hand, month_of
from reports.status.views.sending import crumbs

FIELDS = ("frister",)


@require_safe
@page(Act.SEE_MONTH_STATUS)
def landing(request: FleksjobRequest) -> HttpResponse:
    viewer = request.viewer
    if Act.COMPARE_JOBCENTRES in viewer.acts:
        return _side_by_side(request)
    mine = jobcentres(viewer, Act.SEE_MONTH_STATUS)
    if len(mine) == 1:
        month = month_in_hand(viewer, mine[0])
        return redirect("maanedsstatus_side", jobcenter=mine[0].pk, maaned=str(month))
    return render(
        request, "reports/choose.html", {"jobcentres": mine, "month": month_of_page(request)}
    )


def month_of_page(request: FleksjobRequest) -> Month:
    asked = request.GET.get("maaned", "")
    return month_of(request, asked) if asked else to_report(request.viewer.as_of)


def _side_by_side(request: FleksjobRequest) -> HttpResponse:
    month = month_of_page(request)
    everyone = queries.reporting_jobcentres(month=month)
    lines = overview.lines(month, everyone, today=request.viewer.as_of)
    for line in lines:
        if line.status is not None:
            operations.open_status(status=line.status, by=request.user, is_quality_control=True)
    today = Month.of(request.viewer.as_of)
    left_out = committee.left_out(month=month, jobcentres=[one.pk for one in everyone])
    approvals = [(line, line.at(overview.Kind.APPROVED)) for line in lines]
    context = {
        "month": month,
        "earlier": month.plus(-1),
        "later": month.plus(1) if month < today else None,
        "is_over": month.is_over(request.viewer.as_of),
        "figures": catalogue.STATUS,
        "unit": request.viewer.words.jobcenter.label,
        "lines": [
            {
                "line": line,
                "approved": line.at(overview.Kind.APPROVED),
                "director": line.at(overview.Kind.TO_DIRECTOR),
                "committee": line.at(overview.Kind.TO_COMMITTEE),
                "left_out": line.jobcenter.pk in left_out,
            }
            for line in lines
        ],
        "closed": committee.closed(month),
        "may_close": not left_out and _may_close(month, approvals, request.viewer.as_of),
        "missing": [line.jobcenter.name for line in lines if line.status is None],
        "explanations": [(line, step) for line, step in approvals if step and step.note],
        "multiples": build(month, everyone, today=request.viewer.as_of),
    }
    return render(request, "reports/side_by_side.html", context)


def _may_close(
    month: Month, approvals: Sequence[tuple[overview.Line, StatusStep | None]], as_of: date
) -> bool:
    """The committee waits for some, and need not (docs/decisions/0037)."""
    steps = [step for _, step in approvals]
    return any(steps) and not all(steps) and as_of >= closable_from(month.after)


@require_safe
@page(Act.SEE_MONTH_STATUS, citizens=True)
def compared(request: FleksjobRequest, jobcenter: int, maaned: str) -> HttpResponse:
    """The month as it was sent, as it was known then, and as it is known now."""
    where = jobcenter_of(request, jobcenter, act=Act.SEE_MONTH_STATUS)
    month = month_of(request, maaned)
    status = queries.standing(jobcenter_id=where.pk, month=month)
    moment = status.sent_at if status else min(queries.end_of(month), request.moment)
    judged_on = month.judged_on(request.viewer.as_of)
    found = queries.compared(
        jobcenter_id=where.pk, month=month, status=status, moment=moment, judged_on=judged_on
    )
    corrected = queries.corrections(status) if status else []
    cases = door.visible_cases(request.viewer).in_bulk({one.case_id for one in corrected})
    shown = [(cases[one.case_id], one) for one in corrected if one.case_id in cases]
    left_out = queries.newest_cases(request.viewer, found.not_reckoned, jobcenter_id=where.pk)
    request.readlog.listed(_once([*(case for case, _ in shown), *left_out.values()]), fields=FIELDS)
    context = {
        "jobcenter": where,
        "month": month,
        "status": status,
        "moment": moment,
        "as_of": judged_on,
        "lines": found.lines,
        "corrected": shown,
        "restricted": len(corrected) - len(shown),
        "not_reckoned": len(found.not_reckoned),
        "left_out": sorted(left_out.values(), key=lambda case: case.number),
        "left_out_restricted": len(found.not_reckoned) - len(left_out),
        "breadcrumbs": crumbs(where, month, "Dengang og nu"),
    }
    return render(request, "reports/compared.html", context)


def _once(cases: list[Case]) -> list[Case]:
    return list({case.pk: case for case in cases}.values())
