"""Correcting, annulling and taking back a period; the second of two who save sees both versions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cases.access.declare import FleksjobRequest, case_page
from cases.access.rules import Act
from cases.casefile.models import Case
from cases.danish import dates, numbers
from cases.drafts.submissions import once
from cases.overtaken import Overtaken, told, typed_in
from cases.overview import events, frame
from cases.periods import effects, operations, preview
from cases.periods.forms import AnnulForm, CorrectPeriodForm, values_of
from cases.periods.models import Period
from cases.periods.receipts import effect_lines, spanned
from cases.periods.views import FIELDS, saved_receipt

AS_A_NEW_ONE = (
    "En annulleret periode kan ikke rettes. Det, du skrev, står stadig i felterne: gem det som en "
    "ny periode, hvis det skal gælde."
)


@require_http_methods(["GET", "HEAD", "POST"])
@case_page(Act.WRITE_PERIOD, sent=lambda request, case: _sent(request, case))
@once
def correct(request: FleksjobRequest, case: Case, period_id: int) -> HttpResponse:
    period = _period(case, period_id)
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
    page = _annulled(case, period)
    if request.method != "POST":
        return _annulled_page(request, case, page)
    form = _sent(request, case)
    form.helper.form_action = reverse("sag_perioder", args=[case.number])
    form.offer("Gem som ny periode")
    form.is_valid()
    page |= effects.effect(case, form, as_of=request.viewer.as_of)
    return _annulled_page(request, case, {**page, "form": form, "lead": AS_A_NEW_ONE})


def _annul_annulled(request: FleksjobRequest, case: Case, period: Period) -> HttpResponse:
    return _annulled_page(request, case, _annulled(case, period, AnnulForm(request.POST or None)))


def _annulled(case: Case, period: Period, form: AnnulForm | None = None) -> dict[str, Any]:
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


def _annulled_page(request: FleksjobRequest, case: Case, page: dict[str, Any]) -> HttpResponse:
    request.readlog.shown(case, fields=FIELDS)
    context = {**frame.case_context(request, case, current="sag_perioder"), **page}
    status = 409 if request.method == "POST" else 200
    return render(request, "cases/periods/change.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@case_page(Act.WRITE_PERIOD, sent=lambda request, _: AnnulForm(request.POST))
@once
def annul(request: FleksjobRequest, case: Case, period_id: int) -> HttpResponse:
    period = _period(case, period_id)
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
        "effect": effect_lines(seen.moves, seen.unchanged),
        "shows_effect": True,
    }
    return render(request, "cases/periods/change.html", context)


@require_POST
@case_page(Act.WRITE_PERIOD)
def undo(request: FleksjobRequest, case: Case, period_id: int, version: int) -> HttpResponse:
    """Takes back the change that left this version. Sent twice it has one effect: the version is gone."""
    _period(case, period_id)
    try:
        saved = operations.undo(
            period_id=period_id,
            version=version,
            actor=request.viewer.actor,
            as_of=request.viewer.as_of,
        )
    except operations.EditConflict:
        messages.info(request, "Ændringen er allerede fortrudt, eller perioden er rettet siden.")
        return redirect("sag_perioder", number=case.number)
    except operations.NothingToUndo:
        messages.error(request, "En indlæst periode kan ikke fortrydes. Ret eller annullér den.")
        return redirect("sag_perioder", number=case.number)
    except operations.PeriodOverlaps as overlap:
        messages.error(request, f"Kan ikke fortrydes. {effects.overlap_text(overlap.other)}.")
        return redirect("sag_perioder", number=case.number)
    request.readlog.wrote(case, fields=["perioder"])
    lines = ". ".join(effect_lines(saved.moves, saved.unchanged))
    messages.success(request, f"Ændringen er fortrudt. {lines}.")
    return redirect("sag_perioder", number=case.number)


def _period(case: Case, period_id: int) -> Period:
    """Only the citizen's own: a number from another case is not found."""
    period = Period.objects.filter(pk=period_id, citizen=case.citizen_id).first()
    if period is None:
        raise Http404
    return period
