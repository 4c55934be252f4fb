"""On the case: what the payment office asks about its periods, the answer, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cases import whole_numbers
from cases.access.declare import FleksjobRequest, case_page
from cases.access.rules import Act
from cases.casefile.models import Case
from cases.drafts.submissions import once
from cases.overview import frame
from reports.afstemning import operations, questions
from reports.afstemning.forms import NoteForm
from reports.afstemning.models import Answer

FIELDS = ("identitet", "perioder", "frister")
NOT_ASKED = "Spørgsmålet er besvaret eller taget tilbage imens. Intet er gemt"
CHANGED = "Perioderne er ændret, siden du så dem. Intet er gemt. Se dem igen, og svar"
COLLIDED = (
    "Listens perioder overlapper en periode, der bliver stående, eller et forkert cpr-nummer er "
    "trukket tilbage fra borgeren, siden listen kom. Intet er gemt. Ret perioderne under Perioder, og "
    "svar så"
)
DECIDED = "Ydelseskontoret har afgjort det siden. Skriv til dem, hvis det er forkert"


@require_http_methods(["GET", "HEAD", "POST"])
@case_page(Act.WRITE_PERIOD, sent=lambda request, case: NoteForm(request.POST))
@once
def questions_on(request: FleksjobRequest, case: Case) -> HttpResponse:
    if request.method != "POST":
        return _page(request, case, NoteForm())
    form = NoteForm(request.POST)
    key, _, choice = request.POST.get("svar", "").partition(":")
    if not form.is_valid() or choice not in Answer.Choice.values:
        return _page(request, case, form)
    said = operations.Said(
        choice=choice,
        note=form.cleaned_data["bemaerkning"],
        seen=questions.seen_periods(request.POST.get("set", "")),
        by=request.user,
    )
    return _answer(request, case, whole_numbers.read(key, digits=whole_numbers.KEY) or 0, said)


def _answer(request: FleksjobRequest, case: Case, key: int, said: operations.Said) -> HttpResponse:
    viewer = request.viewer
    try:
        found = operations.answer(
            case=case, key=key, said=said, actor=viewer.actor, as_of=viewer.as_of
        )
    except tuple(REFUSED) as refused:
        messages.error(request, REFUSED[type(refused)])
        return redirect("sag_spoergsmaal", case.number)
    request.readlog.wrote(case, fields=["perioder"])
    undo = reverse("sag_spoergsmaal_fortryd", args=[case.number, found.pk])
    label = found.get_choice_display().lower()
    messages.success(
        request, f"Ydelseskontoret har fået dit svar: {label}.", extra_tags=f"fortryd:{undo}"
    )
    return redirect("sag_spoergsmaal", case.number)


REFUSED: dict[type[Exception], str] = {
    operations.NotAsked: NOT_ASKED,
    operations.PeriodsChanged: CHANGED,
    operations.Collided: COLLIDED,
}


@require_POST
@case_page(Act.WRITE_PERIOD)
def take_back(request: FleksjobRequest, case: Case, key: int) -> HttpResponse:
    """Sent twice it has one effect: what is taken back stands no longer."""
    viewer = request.viewer
    try:
        operations.take_back(case=case, key=key, actor=viewer.actor, as_of=viewer.as_of)
    except Answer.DoesNotExist:
        messages.info(request, "Det er allerede fortrudt.")
    except operations.DecidedSince:
        messages.error(request, DECIDED)
    except operations.ChangedSince as changed:
        messages.error(request, f"{changed}. Svaret bliver stående")
    else:
        request.readlog.wrote(case, fields=["perioder"])
        messages.success(request, "Fortrudt: svaret til ydelseskontoret.")
    return redirect("sag_spoergsmaal", case.number)


def _page(request: FleksjobRequest, case: Case, form: NoteForm) -> HttpResponse:
    request.readlog.shown(case, fields=FIELDS)
    context: dict[str, Any] = {
        **frame.case_context(request, case, current="sag_spoergsmaal"),
        "question": questions.next_question(case, as_of=request.viewer.as_of),
        "answers": questions.answers_of(case),
        "form": form,
    }
    return render(request, "afstemning/questions.html", context)
