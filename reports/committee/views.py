"""What goes to the director and the committee: without names, and without what few could be known by."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases import spreadsheet
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.danish import dates
from cases.drafts.submissions import once
from reports.committee import operations, queries, rules
from reports.committee.forms import CloseForm
from reports.committee.models import CommitteeVersion
from reports.committee.queries import Table
from reports.figures.month import Month
from reports.status.reach import month_of

CHANGED = (
    "Det er ikke længere de samme jobcentre, der mangler. Læs siden igen, før du lukker udgaven."
)


@require_safe
@page(Act.COMPARE_JOBCENTRES)
def version(request: FleksjobRequest, maaned: str) -> HttpResponse:
    """Made by the first look, once everyone is in. Whoever sees it has read each status in it."""
    month = month_of(request, maaned)
    made = queries.version_of(month) or operations.make_version(month=month, by=request.user)
    if made is None:
        return render(request, "reports/committee_waiting.html", _waiting(request, month))
    table = queries.table(made)
    if "csv" in request.GET:
        return spreadsheet.answer(f"maanedsstatus-udvalg-{month}", *_sheet(made, table))
    context = {
        "month": month,
        "made": made,
        "table": table,
        "missing": queries.missing_in(made),
        "breadcrumbs": _crumbs(month),
    }
    return render(request, "reports/committee.html", context)


def _sheet(made: CommitteeVersion, table: Table) -> tuple[list[str], list[list[str]]]:
    """As the page has it; why one is missing stands in a last line."""
    rows = [[label, *(str(cell) for cell in cells)] for label, cells in table.rows]
    reasons = [part.reason for part in made.parts.all()]
    if any(reasons):
        rows.append(["Hvorfor tallene mangler", *reasons, ""])
    return ["Tal", *table.jobcentres, table.total], rows


def _waiting(request: FleksjobRequest, month: Month) -> dict[str, Any]:
    found, first = queries.in_so_far(month), rules.closable_from(month.after)
    return {
        "month": month,
        "missing": found.missing,
        "without": queries.named(found.missing),
        "closable_from": first,
        "may_close": bool(found.approved) and request.viewer.as_of >= first,
        "is_over": month.is_over(request.viewer.as_of),
        "breadcrumbs": _crumbs(month),
    }


def _crumbs(month: Month) -> list[dict[str, str]]:
    return [
        {"label": "Månedsstatus", "url": f"{reverse('maanedsstatus')}?maaned={month}"},
        {"label": "Udvalgets udgave"},
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.FORWARD_MONTH_STATUS)
@once
def close(request: FleksjobRequest, maaned: str) -> HttpResponse:
    """Asks first, and says what it means: what the committee has seen is never made again."""
    month = month_of(request, maaned)
    back = redirect("maanedsstatus_udvalg", maaned=str(month))
    waiting = _waiting(request, month)
    if queries.version_of(month) is not None or not (waiting["may_close"] and waiting["missing"]):
        messages.info(request, f"Udvalgets udgave for {month.label} kan ikke lukkes nu.")
        return back
    without = waiting["without"]
    form = CloseForm(
        request.POST or None,
        missing=waiting["missing"],
        submit=f"Luk udgaven uden {without}",
        cancel_url=back.url,
    )
    if form.is_bound and form.names_others:
        messages.error(request, CHANGED)
        return back
    if form.is_valid() and (made := _closed(request, month, form)):
        messages.success(request, _told(made, without))
        return back
    context = {"month": month, "form": form, "without": without, "breadcrumbs": _crumbs(month)}
    return render(request, "reports/committee_close.html", context)


def _closed(request: FleksjobRequest, month: Month, form: CloseForm) -> CommitteeVersion | None:
    """What stands in the way is said on the form."""
    try:
        return operations.close_version(
            month=month, reasons=form.reasons, by=request.user, as_of=request.viewer.as_of
        )
    except operations.AlreadyMade:
        form.add_error(None, "Udgaven er dannet imens. Gå tilbage, og se den.")
    except operations.NothingToShow:
        form.add_error(None, "Ingen status er godkendt. Der er intet at vise i udgaven.")
    except operations.OthersAreMissing:
        form.add_error(None, CHANGED)
    except operations.TooEarly as early:
        form.add_error(None, f"Udgaven kan lukkes fra {dates.long(early.closable_from)}.")
    return None


def _told(made: CommitteeVersion, without: str) -> str:
    month = made.of_month.label
    return f"Udvalgets udgave for {month} er lukket uden {without} og ændrer sig ikke mere."
