"""A day or an outcome put right on a page of its own; the latest act taken back with one button."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cases import whole_numbers
from cases.access.declare import FleksjobRequest, View, case_page
from cases.casefile.models import Case
from cases.danish import dates
from cases.drafts.submissions import once
from cases.overview.frame import case_context, words_of
from revurdering import operations
from revurdering.acts import PageAct
from revurdering.forms import CorrectionForm
from revurdering.models import Revurdering
from revurdering.views import overtaken
from revurdering.views.refusals import told_on
from revurdering.views.rounds import FIELDS, back_to_the_rounds

TAB = "sag_revurdering"
CHANGED = "Noget andet er registreret siden. Se, hvad der står nu, før du fortryder."
NEEDED = "Påbegyndelsen kan ikke fortrydes, når revurderingen er afsluttet. Ret den i stedet."


def correct_view(act: PageAct) -> View:
    """The page on which the day of one of the acts is corrected."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @case_page(act.act, sent=lambda request, case: _form(request, case, act))
    @once
    def correct(request: FleksjobRequest, case: Case, round_number: int) -> HttpResponse:
        record = _record(case, round_number, act)
        if record is None:
            return _gone(request, case, round_number, act)
        form = _form(request, case, act, record)
        if form.is_valid() and (saved := _saved(request, case, act, record, form)) is not None:
            return saved
        request.readlog.shown(case, fields=FIELDS)
        name = act.heading.format(team=words_of(request, case).team.definite)
        context = {
            **case_context(request, case, current=TAB),
            "form": form,
            "title": f"Ret: {name} i runde {round_number}",
        }
        return render(request, "cases/casefile/act.html", context)

    return correct


def undo_view(act: PageAct) -> View:
    """Takes one of the acts back, while it is the latest."""

    @require_POST
    @case_page(act.act)
    @once
    def undo(request: FleksjobRequest, case: Case, round_number: int) -> HttpResponse:
        version = request.POST.get("version", "")
        try:
            operations.undo_latest_act(
                case=case,
                number=round_number,
                step=act.step,
                as_of=request.viewer.as_of,
                actor=request.viewer.actor,
                version=whole_numbers.read(version, digits=9),
            )
        except operations.EditConflict:
            messages.error(request, CHANGED)
        except operations.NotYetStarted:
            messages.error(request, NEEDED)
        else:
            request.readlog.wrote(case, fields=["revurdering"])
            messages.success(request, "Registreringen er fortrudt.")
        return back_to_the_rounds(request, case)

    return undo


def _record(case: Case, number: int, act: PageAct) -> Revurdering | None:
    record = Revurdering.objects.filter(citizen=case.citizen_id, round=number).first()
    return record if record and record.days[act.step] else None


def _gone(request: FleksjobRequest, case: Case, number: int, act: PageAct) -> HttpResponse:
    """No such day to correct; by POST it was taken back while someone wrote."""
    if request.method != "POST":
        raise Http404
    form = _form(request, case, act)
    return overtaken.taken_back(request, case, form, number=number, step=act.step)


def _form(
    request: FleksjobRequest, case: Case, act: PageAct, record: Revurdering | None = None
) -> CorrectionForm:
    initial: dict[str, Any] = {}
    if record is not None:
        initial = {
            "version": record.version,
            "dato": record.days[act.step],
            "udfald": record.outcome,
        }
    return act.correction(
        request.POST or None,
        initial=initial,
        as_of=request.viewer.as_of,
        submit="Gem rettelsen",
        action=request.path,
        cancel_url=reverse(TAB, args=[case.number]),
    )


def _saved(
    request: FleksjobRequest, case: Case, act: PageAct, record: Revurdering, form: CorrectionForm
) -> HttpResponse | None:
    """None when the form now says what is wrong."""
    assert record.round is not None
    typed = form.cleaned_data
    with told_on(form, as_of=request.viewer.as_of):
        operations.correct(
            case=case,
            number=record.round,
            step=act.step,
            on=typed["dato"],
            outcome=typed.get("udfald", ""),
            reason=typed["grund"],
            as_of=request.viewer.as_of,
            actor=request.viewer.actor,
            version=typed["version"],
        )
        request.readlog.wrote(case, fields=["revurdering"])
        messages.success(request, f"Rettet til {dates.long(typed['dato'])}.")
        return back_to_the_rounds(request, case)
    return None
