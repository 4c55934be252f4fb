"""The visitationsdato: set once, then corrected by two."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from cases.access.declare import FleksjobRequest, case_page
from cases.access.rules import Act
from cases.casefile import operations, queries, tables
from cases.casefile.forms import (
    CorrectionAnswerForm,
    CorrectVisitationsdatoForm,
    SetVisitationsdatoForm,
)
from cases.casefile.models import Case, VisitationsdatoCorrection
from cases.casefile.views.common import act_page, done, facts_url, keep_typed, overtaken_page
from cases.danish import dates
from cases.drafts.submissions import once
from cases.overtaken import told
from cases.overview.frame import words_of

FORM = ["GET", "HEAD", "POST"]
Outcome = VisitationsdatoCorrection.Outcome
CHANGED = ["visitationsdato"]
ANSWERS = {
    Outcome.APPROVED: "godkendte rettelsen",
    Outcome.REFUSED: "afviste rettelsen",
}


@require_http_methods(FORM)
@case_page(Act.PROPOSE_VISITATIONSDATO, sent=lambda request, _: _sent(request))
@once
def visitationsdato(request: FleksjobRequest, case: Case) -> HttpResponse:
    if case.visitationsdato is None:
        return _set(request, case)
    return _set_by_another(request, case) if "day" in request.POST else _correct(request, case)


def _sent(request: FleksjobRequest) -> Form:
    first = "day" in request.POST
    return (SetVisitationsdatoForm if first else CorrectVisitationsdatoForm)(request.POST)


def _set(request: FleksjobRequest, case: Case) -> HttpResponse:
    form = SetVisitationsdatoForm(
        request.POST or None,
        as_of=request.viewer.as_of,
        birth=case.citizen.birth_date,
        initial={"version": case.version},
        cancel_url=facts_url(case),
    )
    conflict = None
    if form.is_valid():
        try:
            operations.set_visitationsdato(
                case=case, **form.cleaned_data, actor=request.viewer.actor
            )
        except operations.VisitationsdatoAlreadySet:
            case.refresh_from_db()
            return _set_by_another(request, case)
        except operations.CaseEditConflict as found:
            if found.current.visitationsdato:
                return _set_by_another(request, found.current)
            keep_typed(form, found.current)
            conflict = tables.facts(found.current, words_of(request, found.current))
        else:
            return done(request, case, "Visitationsdatoen er gemt.", fields=CHANGED)
    lead = "Datoen sættes én gang. Derefter kan den kun rettes med en grund og af to personer."
    return act_page(
        request, case, form, title="Sæt visitationsdatoen", lead=lead, conflict=conflict
    )


def _set_by_another(request: FleksjobRequest, case: Case) -> HttpResponse:
    """What was typed goes on as a correction: the date is set only once."""
    typed = request.POST["day"]
    form = CorrectVisitationsdatoForm(
        initial={"new_date": typed}, as_of=request.viewer.as_of, cancel_url=facts_url(case)
    )
    lead = (
        f"En anden har sat datoen til {tables.visitationsdato(case)}, mens du skrev {typed}. "
        "Er din dato den rigtige, så skriv hvorfor; rettelsen gælder, når en anden godkender."
    )
    return act_page(request, case, form, title="Ret visitationsdatoen", lead=lead)


def _correct(request: FleksjobRequest, case: Case) -> HttpResponse:
    form = CorrectVisitationsdatoForm(
        request.POST or None,
        as_of=request.viewer.as_of,
        birth=case.citizen.birth_date,
        cancel_url=facts_url(case),
    )
    if form.is_valid():
        try:
            operations.propose_visitationsdato_correction(
                case=case, **form.cleaned_data, proposed_by=request.user
            )
        except operations.SameVisitationsdato:
            form.add_error("new_date", "Det er den dato, der står nu")
        except operations.CorrectionAlreadyPending:
            form.add_error(None, "En anden rettelse venter allerede på svar")
        else:
            text = "Rettelsen venter på en anden sagsbehandler eller teamchefen."
            return done(request, case, text, fields=CHANGED)
    lead = f"Nu står der {tables.visitationsdato(case)}. Rettelsen gælder, når en anden godkender."
    return act_page(request, case, form, title="Ret visitationsdatoen", lead=lead)


@require_http_methods(FORM)
@case_page(Act.APPROVE_VISITATIONSDATO, sent=lambda request, _: CorrectionAnswerForm(request.POST))
@once
def answer_correction(request: FleksjobRequest, case: Case) -> HttpResponse:
    correction = queries.pending_correction(case)
    if correction is None:
        return _none_waits(request, case)
    form = CorrectionAnswerForm(
        request.POST or None, initial={"correction": correction.pk}, cancel_url=facts_url(case)
    )
    if form.is_valid() and form.cleaned_data["correction"] != correction.pk:
        form.ask_about(correction)
    elif form.is_valid():
        try:
            return _answered(request, case, correction, form)
        except operations.DecidedByProposer:
            form.add_error(None, "Du har selv foreslået rettelsen. En anden skal svare")
        except operations.CorrectionAlreadyDecided:
            return _none_waits(request, case)
    return act_page(
        request, case, form, title="Skal visitationsdatoen rettes?", correction=correction
    )


def _none_waits(request: FleksjobRequest, case: Case) -> HttpResponse:
    """Another answered while this person read; their answer changes nothing."""
    answered = queries.latest_answered_correction(case)
    if answered is None:
        messages.info(request, "Der venter ingen rettelse af visitationsdatoen.")
        return redirect(facts_url(case))
    case.refresh_from_db()
    text = (
        f"{told(answered, ANSWERS[Outcome(answered.outcome)])} "
        f"Visitationsdatoen er nu {tables.visitationsdato(case)}."
    )
    form = CorrectionAnswerForm(request.POST or None)
    return overtaken_page(request, case, form, text, title="En anden har svaret på rettelsen")


def _answered(
    request: FleksjobRequest,
    case: Case,
    correction: VisitationsdatoCorrection,
    form: CorrectionAnswerForm,
) -> HttpResponse:
    if form.cleaned_data["answer"] == "godkend":
        operations.approve_visitationsdato_correction(
            correction=correction, decided_by=request.user
        )
        text = f"Visitationsdatoen er nu {dates.long(correction.new_date)}."
        return done(request, case, text, fields=CHANGED)
    operations.refuse_visitationsdato_correction(
        correction=correction, decided_by=request.user, reason=form.cleaned_data["reason"]
    )
    return done(request, case, "Rettelsen er afvist. Datoen står.", fields=CHANGED)
