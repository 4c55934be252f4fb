"""Annulling a period, and the page of one that was annulled by somebody else meanwhile."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.access.declare import FleksjobRequest, case_page
from cases.access.rules import Act
from cases.casefile.models import Case
from cases.drafts.submissions import once
from cases.overtaken import Overtaken, told, typed_in
from cases.overview import events, frame
from cases.periods import effects, operations, preview
from cases.periods.forms import AnnulForm
from cases.periods.models import Period
from cases.periods.receipts import spanned
from cases.periods.views import FIELDS, saved_receipt


@require_http_methods(["GET", "HEAD", "POST"])
@case_page(Act.WRITE_PERIOD, sent=lambda request, _: AnnulForm(request.POST))
@once
def annul(request: FleksjobRequest, case: Case, period_id: int) -> HttpResponse:
    period = get_object_or_404(case.citizen.periods, pk=period_id)
    if period.annulled_on is not None:
        return _annul_annulled(request, case, period)
    back = reverse("sag_perioder", args=[case.number])
    if request.method != "POST":
        form = AnnulForm(initial={"version": period.version}, cancel_url=back)
        return _annul_page(request, case, period, form)
    form = AnnulForm(request.POST, cancel_url=back)
    if not form.is_valid():
        return _annul_page(request, case, period, form)
    try:
        saved = operations.annul_period(
            period_id=period.pk,
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["grund"],
            actor=request.viewer.actor,
            as_of=request.viewer.as_of,
        )
    except operations.EditConflict as conflict:
        if conflict.current.annulled_on is not None:
            return _annul_annulled(request, case, conflict.current)
        return _annul_conflict(request, case, form, conflict)
    except operations.AlreadyAnnulled as annulled:
        return _annul_annulled(request, case, annulled.period)
    return saved_receipt(request, case, saved, "er annulleret")


def _annul_conflict(
    request: FleksjobRequest, case: Case, form: AnnulForm, conflict: operations.EditConflict
) -> HttpResponse:
    by = events.actor_names([conflict.by])[conflict.by]
    kept = {"grund": form.cleaned_data["grund"], "version": conflict.current.version}
    again = AnnulForm(kept, cancel_url=reverse("sag_perioder", args=[case.number]))
    again.add_error(
        None, f"{by} rettede perioden, mens du skrev. Se den igen, og vælg, om den skal annulleres"
    )
    response = _annul_page(request, case, conflict.current, again)
    response.status_code = 409
    return response


def _annul_page(
    request: FleksjobRequest, case: Case, period: Period, form: AnnulForm
) -> HttpResponse:
    request.readlog.shown(case, fields=FIELDS)
    seen = preview.preview_annulment(period_id=period.pk, as_of=request.viewer.as_of)
    context = {
        **frame.case_context(request, case, current="sag_perioder"),
        "form": form,
        "heading": f"Annullér perioden {spanned(period.start, period.end)}",
        "lead": "Perioden slettes ikke: den bliver stående med din begrundelse, men tæller ikke.",
        "effect": effects.lines_about(case, seen.moves, seen.unchanged),
        "shows_effect": True,
    }
    return render(request, "cases/periods/change.html", context)


def _annul_annulled(request: FleksjobRequest, case: Case, period: Period) -> HttpResponse:
    return annulled_page(request, case, annulled(case, period, AnnulForm(request.POST or None)))


def annulled(case: Case, period: Period, form: AnnulForm | None = None) -> dict[str, Any]:
    """Who annulled it, when and why, beside what was typed in `form`."""
    return {
        "heading": f"Perioden {spanned(period.start, period.end)} er annulleret",
        "overtaken": Overtaken(
            told(period, "annullerede perioden", why=period.annul_reason),
            url=reverse("sag_perioder", args=[case.number]),
            link="Gå til perioderne",
            typed=typed_in(form) if form else [],
        ),
    }


def annulled_page(request: FleksjobRequest, case: Case, page: dict[str, Any]) -> HttpResponse:
    request.readlog.shown(case, fields=FIELDS)
    context = {**frame.case_context(request, case, current="sag_perioder"), **page}
    status = 409 if request.method == "POST" else 200
    return render(request, "cases/periods/change.html", context, status=status)
