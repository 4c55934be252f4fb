"""Correcting a period; the second of two who save sees both versions."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.access.declare import FleksjobRequest, case_page
from cases.access.rules import Act
from cases.casefile.models import Case
from cases.danish import dates, numbers
from cases.drafts.submissions import once
from cases.overview import events, frame
from cases.periods import annulling, effects, operations
from cases.periods.forms import CorrectPeriodForm, values_of
from cases.periods.models import Period
from cases.periods.receipts import spanned
from cases.periods.views import FIELDS, saved_receipt

AS_A_NEW_ONE = (
    "En annulleret periode kan ikke rettes. Det, du skrev, står stadig i felterne: gem det som en "
    "ny periode, hvis det skal gælde."
)


@require_http_methods(["GET", "HEAD", "POST"])
@case_page(Act.WRITE_PERIOD, sent=lambda request, case: _sent(request, case))
@once
def correct(request: FleksjobRequest, case: Case, period_id: int) -> HttpResponse:
    period = get_object_or_404(case.citizen.periods, pk=period_id)
    as_of = request.viewer.as_of
    if period.annulled_on is not None:
        return _correct_annulled(request, case, period)
    if request.method != "POST":
        form = CorrectPeriodForm(initial=values_of(period), as_of=as_of, case=case)
        return _correct_page(request, case, period, form)
    form = _sent(request, case)
    if "se_virkning" in request.POST or not form.is_valid():
        return _correct_page(request, case, period, form)
    return _correct(request, case, period, form)


def _sent(request: FleksjobRequest, case: Case) -> CorrectPeriodForm:
    return CorrectPeriodForm(request.POST, as_of=request.viewer.as_of, case=case)


def _correct(
    request: FleksjobRequest, case: Case, period: Period, form: CorrectPeriodForm
) -> HttpResponse:
    try:
        saved = operations.correct_period(
            period_id=period.pk,
            version=form.cleaned_data["version"],
            **form.facts,
            weekly_hours=form.hours,
            reason=form.cleaned_data["grund"],
            actor=request.viewer.actor,
            as_of=request.viewer.as_of,
        )
    except operations.EditConflict as conflict:
        if conflict.current.annulled_on is not None:
            return _correct_annulled(request, case, conflict.current)
        return _conflict(request, case, form, conflict)
    except operations.AlreadyAnnulled as annulled:
        return _correct_annulled(request, case, annulled.period)
    except operations.PeriodOverlaps as overlap:
        effects.blame(form, overlap)
    except operations.NothingChanged:
        form.add_error(None, "Der er ikke rettet noget. Ret en dato, eller gå tilbage")
    else:
        return saved_receipt(request, case, saved, "er rettet")
    return _correct_page(request, case, period, form)


def _conflict(
    request: FleksjobRequest,
    case: Case,
    form: CorrectPeriodForm,
    conflict: operations.EditConflict,
) -> HttpResponse:
    """What was typed stays in the form, now against the version that the other saved."""
    by = events.actor_names([conflict.by])[conflict.by]
    kept = form.data.copy()  # type: ignore[attr-defined]
    kept["version"] = conflict.current.version
    mine = CorrectPeriodForm(kept, as_of=request.viewer.as_of, case=case)
    mine.offer("Gem min version")
    response = _correct_page(
        request,
        case,
        conflict.current,
        mine,
        conflict={"by": by, "at": conflict.at, "versions": _versions(conflict.current, mine)},
    )
    response.status_code = 409
    return response


def _versions(current: Period, mine: CorrectPeriodForm) -> list[dict[str, Any]]:
    """As each would be saved. The source is the same in both."""
    mine.full_clean()
    theirs, typed = values_of(current), mine.cleaned_data
    return [
        {
            "label": mine.fields[name].label,
            "theirs": _written(name, theirs[name]),
            "mine": _written(name, typed.get(name)),
            "differs": theirs[name] != typed.get(name),
        }
        for name in ("type", "fra", "til", "timer")
    ]


def _written(name: str, value: Any) -> str:
    if name == "type":
        return dict(Period.Kind.choices).get(value, "")
    if name == "timer":
        return "ingen" if value is None else numbers.number(value)
    return dates.long(value) if value else "løbende"


def _correct_page(
    request: FleksjobRequest, case: Case, period: Period, form: CorrectPeriodForm, **extra: Any
) -> HttpResponse:
    request.readlog.shown(case, fields=FIELDS)
    as_of = request.viewer.as_of
    context = {
        **frame.case_context(request, case, current="sag_perioder"),
        "form": form,
        "heading": f"Ret perioden {spanned(period.start, period.end)}",
        **effects.effect(case, form, as_of=as_of, period_id=str(period.pk)),
        **extra,
    }
    return render(request, "cases/periods/change.html", context)


def _correct_annulled(request: FleksjobRequest, case: Case, period: Period) -> HttpResponse:
    """What was typed stays in the fields, and can be saved as a period of its own."""
    page = annulling.annulled(case, period)
    if request.method != "POST":
        return annulling.annulled_page(request, case, page)
    form = _sent(request, case)
    form.helper.form_action = reverse("sag_perioder", args=[case.number])
    form.offer("Gem som ny periode")
    form.is_valid()
    page |= effects.effect(case, form, as_of=request.viewer.as_of)
    return annulling.annulled_page(request, case, {**page, "form": form, "lead": AS_A_NEW_ONE})
