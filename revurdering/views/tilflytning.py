"""Tilflyttet borger: the move that gives a round longer, registered, corrected or withdrawn.

Each on a page of its own that says by when the round must be finished; the receipt says what it
became.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.access.declare import FleksjobRequest, case_page
from cases.access.rules import Act
from cases.casefile.models import Case
from cases.danish import dates
from cases.deadlines import tilflytning
from cases.drafts.submissions import once
from cases.overview.frame import case_context
from revurdering import operations, queries
from revurdering.forms import ActForm, TilflytningCorrectionForm, TilflytningForm, WithdrawalForm
from revurdering.models import Revurdering
from revurdering.queries import RoundLine
from revurdering.views import overtaken
from revurdering.views.refusals import told_on
from revurdering.views.rounds import FIELDS, back_to_the_rounds

TAB = "sag_revurdering"
NO_DAY = "Runde {number} har ingen frist på 18 måneder, som en flytning kan udskyde."
WITHOUT = (
    "Revurderingen skal være afsluttet senest {m18} (18 måneder). Er flytningen grunden til, at det "
    "ikke kan nås, er fristen {months} måneder efter flytningen ({paragraph})."
)
WITH = "Med flytningen skal revurderingen være afsluttet senest {due}. Uden den er fristen {m18}."


@require_http_methods(["GET", "HEAD", "POST"])
@case_page(Act.REGISTER_TILFLYTNING, sent=lambda request, case: _form(request, case))
@once
def register(request: FleksjobRequest, case: Case, round_number: int) -> HttpResponse:
    line = _line(request, case, round_number)
    correction_url = reverse("sag_revurdering_tilflytning_ret", args=[case.number, round_number])
    form = _form(request, case, record=line.record if line else None)
    if line and line.record and line.moved_on:
        if request.method != "POST":
            return redirect(correction_url)
        return overtaken.moved_by_another(
            request, case, form, record=line.record, url=correction_url
        )
    if request.method != "POST" and not (line and line.may_be_put_off):
        messages.info(request, NO_DAY.format(number=round_number))
        return redirect(TAB, number=case.number)
    if form.is_valid():
        given = {"on": form.cleaned_data["dato"], "why": form.cleaned_data["aarsag"]}
        saved = _saved(request, case, line, form, operations.register_tilflytning, **given)
        if saved is not None:
            return saved
    return _page(request, case, form, line, title=f"Tilflyttet borger i runde {round_number}")


@require_http_methods(["GET", "HEAD", "POST"])
@case_page(Act.REGISTER_TILFLYTNING, sent=lambda request, case: _correction(request, case))
@once
def correct(request: FleksjobRequest, case: Case, round_number: int) -> HttpResponse:
    line = _line(request, case, round_number)
    if line is None or line.record is None or line.moved_on is None:
        return _gone(request, case, _correction(request, case), round_number)
    form = _correction(request, case, record=line.record)
    if form.is_valid():
        given = {
            "on": form.cleaned_data["dato"],
            "why": form.cleaned_data["aarsag"],
            "reason": form.cleaned_data["grund"],
        }
        saved = _saved(request, case, line, form, operations.correct_tilflytning, **given)
        if saved is not None:
            return saved
    back = reverse("sag_revurdering_tilflytning_tilbage", args=[case.number, round_number])
    title = f"Ret: tilflytningen i runde {round_number}"
    return _page(request, case, form, line, title=title, way_back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@case_page(Act.REGISTER_TILFLYTNING, sent=lambda request, case: _withdrawal(request, case))
@once
def withdraw(request: FleksjobRequest, case: Case, round_number: int) -> HttpResponse:
    line = _line(request, case, round_number)
    if line is None or line.record is None or line.moved_on is None:
        return _gone(request, case, _withdrawal(request, case), round_number)
    form = _withdrawal(request, case, record=line.record)
    if form.is_valid():
        given = {"reason": form.cleaned_data["grund"]}
        saved = _saved(request, case, line, form, operations.withdraw_tilflytning, **given)
        if saved is not None:
            return saved
    title = f"Træk tilflytningen tilbage i runde {round_number}"
    return _page(request, case, form, line, title=title)


def _line(request: FleksjobRequest, case: Case, number: int) -> RoundLine | None:
    as_of = request.viewer.as_of
    return queries.line_of_round(citizen_id=case.citizen_id, number=number, as_of=as_of)


def _gone(request: FleksjobRequest, case: Case, form: ActForm, round_number: int) -> HttpResponse:
    """No such move; by POST it was withdrawn while someone wrote."""
    versions = Revurdering.history.filter(citizen_id=case.citizen_id, round=round_number)
    held = versions.filter(tilflytning_on__isnull=False).order_by("history_id").last()
    if request.method != "POST" or held is None:
        raise Http404
    record = Revurdering.objects.get(pk=held.id)
    url = reverse("sag_revurdering_tilflytning_ret", args=[case.number, round_number])
    return overtaken.moved_by_another(request, case, form, record=record, url=url)


def _form(
    request: FleksjobRequest, case: Case, *, record: Revurdering | None = None
) -> TilflytningForm:
    return TilflytningForm(
        request.POST or None,
        initial={"version": record.version if record else None},
        as_of=request.viewer.as_of,
        submit="Gem tilflytningen",
        action=request.path,
        cancel_url=reverse(TAB, args=[case.number]),
    )


def _correction(
    request: FleksjobRequest, case: Case, *, record: Revurdering | None = None
) -> TilflytningCorrectionForm:
    return TilflytningCorrectionForm(
        request.POST or None,
        initial={
            "version": record.version if record else None,
            "dato": record.tilflytning_on if record else None,
            "aarsag": record.tilflytning_reason if record else "",
        },
        as_of=request.viewer.as_of,
        submit="Gem rettelsen",
        action=request.path,
        cancel_url=reverse(TAB, args=[case.number]),
    )


def _withdrawal(
    request: FleksjobRequest, case: Case, *, record: Revurdering | None = None
) -> WithdrawalForm:
    return WithdrawalForm(
        request.POST or None,
        initial={"version": record.version if record else None},
        as_of=request.viewer.as_of,
        submit="Træk tilbage",
        action=request.path,
        cancel_url=reverse(TAB, args=[case.number]),
    )


def _saved(
    request: FleksjobRequest,
    case: Case,
    line: RoundLine | None,
    form: ActForm,
    operation: Callable[..., Revurdering],
    **given: Any,
) -> HttpResponse | None:
    """None when the form now says what is wrong."""
    number = line.round.number if line and line.round else 0
    before = line.finished.due if line else None
    with told_on(form, as_of=request.viewer.as_of):
        operation(
            case=case,
            number=number,
            as_of=request.viewer.as_of,
            actor=request.viewer.actor,
            version=form.cleaned_data["version"],
            **given,
        )
        request.readlog.wrote(case, fields=["revurdering"])
        after = _line(request, case, number)
        messages.success(request, _receipt(before, after.finished.due if after else None))
        return back_to_the_rounds(request, case)
    return None


def _receipt(before: date | None, after: date | None) -> str:
    if before is None or after is None or before == after:
        return "Gemt. Fristen for at afslutte er uændret."
    return f"Gemt. Afslut senest flytter fra {dates.long(before)} til {dates.long(after)}."


def _page(
    request: FleksjobRequest,
    case: Case,
    form: ActForm,
    line: RoundLine | None,
    *,
    title: str,
    way_back: str = "",
) -> HttpResponse:
    """`way_back`: where a move that was registered by mistake is withdrawn."""
    request.readlog.shown(case, fields=FIELDS)
    context: dict[str, Any] = {
        **case_context(request, case, current=TAB),
        "form": form,
        "title": title,
        "lead": _lead(line, as_of=request.viewer.as_of),
        "way_back": way_back,
    }
    return render(request, "revurdering/tilflytning.html", context)


def _lead(line: RoundLine | None, *, as_of: date) -> str:
    """What the move has done, or would do."""
    rule = tilflytning.rule(as_of)
    if line is None or line.round is None or line.round.m18 is None or rule is None:
        return ""
    m18, due = dates.long(line.round.m18), line.finished.due
    if line.moved_on and due:
        return WITH.format(due=dates.long(due), m18=m18)
    return WITHOUT.format(m18=m18, months=rule.months, paragraph=rule.paragraph)
