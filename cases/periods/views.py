"""The page Perioder: the list, and registering with the effect shown while one types."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import spreadsheet
from cases.access.declare import FleksjobRequest, case_page
from cases.access.rules import Act
from cases.casefile.models import Case
from cases.drafts.submissions import once
from cases.overview import frame
from cases.periods import effects, operations, queries, sheet, table
from cases.periods.forms import PeriodForm, first_values
from cases.periods.receipts import receipt, spanned
from cases.readlog.models import ReadLogRow

FIELDS = ("identitet", "perioder", "frister")


@require_http_methods(["GET", "HEAD", "POST"])
@case_page(
    Act.SEE_CASE,
    post=Act.WRITE_PERIOD,
    sent=lambda request, case: PeriodForm(request.POST, as_of=request.viewer.as_of, case=case),
)
@once
def periods(request: FleksjobRequest, case: Case) -> HttpResponse:
    if request.method == "POST":
        return _register(request, case)
    return page(request, case)


def _register(request: FleksjobRequest, case: Case) -> HttpResponse:
    as_of = request.viewer.as_of
    form = PeriodForm(request.POST, as_of=as_of, case=case)
    if "se_virkning" in request.POST or not form.is_valid():
        return page(request, case, form=form)
    try:
        saved = operations.register_period(
            citizen=case.citizen,
            **form.facts,
            weekly_hours=form.hours,
            actor=request.viewer.actor,
            as_of=as_of,
        )
    except operations.PeriodOverlaps as overlap:
        effects.blame(form, overlap)
        return page(request, case, form=form)
    return saved_receipt(request, case, saved, "er gemt")


def page(request: FleksjobRequest, case: Case, *, form: PeriodForm | None = None) -> HttpResponse:
    request.readlog.shown(case, fields=FIELDS)
    as_of = request.viewer.as_of
    listed = list(queries.periods_of(citizen_id=case.citizen_id))
    may_write = case.is_open and Act.WRITE_PERIOD in request.viewer.acts
    if form is None and may_write:
        form = PeriodForm(initial=first_values(listed, as_of=as_of), as_of=as_of, case=case)
    context = {
        **frame.case_context(request, case, current="sag_perioder"),
        "rows": table.rows(listed, as_of=as_of),
        "form": form,
        "may_write": may_write,
        **_effect(case, form, as_of=as_of),
    }
    return render(request, "cases/periods/periods.html", context)


def _effect(case: Case, form: PeriodForm | None, **kwargs: Any) -> dict[str, Any]:
    """What the filled-in form would do, before anyone has saved or a script has asked."""
    return {} if form is None else effects.effect(case, form, **kwargs)


def saved_receipt(
    request: FleksjobRequest, case: Case, saved: operations.Saved, what: str
) -> HttpResponse:
    """Says what moved, and offers to take it back; at the same address for a form sent twice."""
    request.readlog.wrote(case, fields=["perioder"])
    period = saved.period
    undo = reverse("sag_periode_fortryd", args=[case.number, period.pk, period.version])
    span = spanned(period.start, period.end)
    text = receipt(
        f"Perioden {span} {what}", effects.lines_about(case, saved.moves, saved.unchanged)
    )
    messages.success(request, text, extra_tags=f"fortryd:{undo}")
    return redirect("sag_perioder", number=case.number)


@require_safe
@case_page(Act.SEE_CASE)
def download(request: FleksjobRequest, case: Case) -> HttpResponse:
    """Ends with whose case it is: a sheet is read far from the page."""
    request.readlog.shown(case, fields=FIELDS, action=ReadLogRow.Action.EXPORT)
    listed = list(queries.periods_of(citizen_id=case.citizen_id))
    cells = [sheet.cells(row) for row in table.rows(listed, as_of=request.viewer.as_of)]
    cells.append([f"Perioder på sag {case.number}, {case.citizen.name}"])
    return spreadsheet.answer(f"perioder-{case.number}", sheet.HEADER, cells)


@require_POST
@case_page(Act.WRITE_PERIOD)
def preview(request: FleksjobRequest, case: Case) -> HttpResponse:
    """The line under the form, asked for by a script while one types. Saves nothing."""
    request.readlog.shown(case, fields=["frister"])
    form = PeriodForm(request.POST, as_of=request.viewer.as_of, case=case)
    context = effects.effect(
        case, form, as_of=request.viewer.as_of, period_id=request.POST.get("periode", "")
    )
    return render(request, "cases/periods/effect.html", context)
