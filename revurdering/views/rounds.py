"""Revurdering: each round with its record, and the acts one's role may do on the round in hand."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cases.access import door
from cases.access.declare import FleksjobRequest, View, case_page
from cases.access.rules import Act
from cases.casefile.models import Case
from cases.drafts.submissions import once
from cases.overview.frame import case_context, words_of
from revurdering import operations, queries
from revurdering.acts import ACTS, BY_STEP, START, PageAct
from revurdering.forms import ActForm, reason_form
from revurdering.queries import RoundLine
from revurdering.rules import Timeliness, is_early
from revurdering.views import overtaken
from revurdering.views.refusals import told_on

FIELDS = ("identitet", "revurdering", "frister")
LATENESS = "Årsag til forsinkelse"
EARLY = (
    "Revurderingen er påbegyndt mere end 2 måneder før de 12 måneder. Er det tilsigtet, "
    "skal du ikke gøre noget."
)


@require_safe
@case_page(Act.SEE_CASE)
def rounds(request: FleksjobRequest, case: Case) -> HttpResponse:
    return _page(request, case)


def act_view(act: PageAct) -> View:
    """The view that carries out one of the acts."""

    @require_POST
    @case_page(act.act, sent=lambda request, case: _form(act, case, request, data=request.POST))
    @once
    def carry_out(request: FleksjobRequest, case: Case) -> HttpResponse:
        form = _form(act, case, request, data=request.POST)
        if form.is_valid() and (saved := _saved(request, case, act, form)) is not None:
            return saved
        return _page(request, case, failed=(act, form))

    return carry_out


def _saved(
    request: FleksjobRequest, case: Case, act: PageAct, form: ActForm
) -> HttpResponse | None:
    """None when the form now says what is wrong."""
    as_of = request.viewer.as_of
    with told_on(form, as_of=as_of):
        try:
            record = act.carry_out(
                case=case,
                as_of=as_of,
                actor=request.viewer.actor,
                version=form.cleaned_data["version"],
                **act.arguments(form.cleaned_data),
            )
        except (operations.EditConflict, operations.AlreadyDone) as first:
            step = overtaken.step_in_the_way(act, first.current)
            if first.current is None or step is None:
                raise
            return overtaken.done_by_another(request, case, form, record=first.current, step=step)
        request.readlog.wrote(case, fields=["revurdering"])
        messages.success(request, act.receipt)
        if act is START:
            _warn_if_early(request, case, record)
        return back_to_the_rounds(request, case)
    return None


def back_to_the_rounds(request: FleksjobRequest, case: Case) -> HttpResponse:
    """What is finished has left the team's desk, and with it their access to the case."""
    if not door.may(request.viewer, case=case, act=Act.SEE_CASE):
        return redirect("sager")
    return redirect("sag_revurdering", number=case.number)


def _warn_if_early(request: FleksjobRequest, case: Case, record: Any) -> None:
    """A soft warning: the law sets no earliest day, but the purpose may be missed."""
    found = queries.round_in_hand(case=case, as_of=request.viewer.as_of)
    if found is not None and is_early(found, record.started_on):
        messages.warning(request, EARLY)


def _page(
    request: FleksjobRequest, case: Case, *, failed: tuple[PageAct, ActForm] | None = None
) -> HttpResponse:
    request.readlog.shown(case, fields=FIELDS)
    lines = queries.revurderinger_of(citizen_id=case.citizen_id, as_of=request.viewer.as_of)
    context = {
        **case_context(request, case, current="sag_revurdering"),
        "rows": [_row(request, case, line) for line in lines[::-1]],
        "undo": _undo(request, case),
        "tilflytning": _tilflytning(request, case, lines),
        "acts": _offered(request, case, lines, failed=failed),
        "form": failed[1] if failed else None,
    }
    return render(request, "revurdering/rounds.html", context)


def _row(request: FleksjobRequest, case: Case, line: RoundLine) -> dict[str, Any]:
    """With the way to correct each day that the viewer may correct."""
    ways = {}
    if line.round and case.is_open:
        address = [case.number, line.round.number]
        for step, act in BY_STEP.items():
            if line.record and line.record.days[step] and act.act in request.viewer.acts:
                ways[step] = reverse(act.correction_url_name, args=address)
        if line.may_be_explained and Act.EXPLAIN_LATENESS in request.viewer.acts:
            ways["lateness_reason"] = reverse("sag_revurdering_aarsag", args=address)
        if Act.REGISTER_TILFLYTNING in request.viewer.acts:
            if line.moved_on:
                ways["tilflytning"] = reverse("sag_revurdering_tilflytning_ret", args=address)
            elif line.finished.verdict is Timeliness.LATE and line.may_be_put_off:
                ways["tilflyttet"] = reverse("sag_revurdering_tilflytning", args=address)
    return {"line": line, "ways": ways}


def _undo(request: FleksjobRequest, case: Case) -> dict[str, Any] | None:
    """The latest act, if it is the viewer's to take back."""
    latest = queries.latest_act(citizen_id=case.citizen_id)
    if latest is None or not case.is_open:
        return None
    act = BY_STEP[latest.step]
    if act.act not in request.viewer.acts:
        return None
    record = latest.record
    return {
        "text": act.heading.format(team=words_of(request, case).team.definite),
        "day": latest.day,
        "record": record,
        "url": reverse(act.undo_url_name, args=[case.number, record.round]),
    }


def _tilflytning(
    request: FleksjobRequest, case: Case, lines: list[RoundLine]
) -> dict[str, Any] | None:
    """On the round in hand, once its 12 months are reached: no earlier move can give it longer."""
    line = next((line for line in lines if line.is_in_hand and line.round), None)
    if line is None or not case.is_open or Act.REGISTER_TILFLYTNING not in request.viewer.acts:
        return None
    assert line.round is not None
    is_reached = line.round.m12 is not None and line.round.m12 <= request.viewer.as_of
    if line.moved_on or not (is_reached and line.may_be_put_off):
        return None
    url = reverse("sag_revurdering_tilflytning", args=[case.number, line.round.number])
    return {"url": url, "round": line.round}


def _offered(
    request: FleksjobRequest,
    case: Case,
    lines: list[RoundLine],
    *,
    failed: tuple[PageAct, ActForm] | None,
) -> list[dict[str, Any]]:
    """Forms for what this role may do next on the round in hand."""
    in_hand = next((line for line in lines if line.is_in_hand), None)
    if in_hand is None or not case.is_open:
        return []
    team = words_of(request, case).team.definite
    offered: list[dict[str, Any]] = []
    for act in ACTS:
        if failed and failed[0] is act:
            offered.append({"heading": act.heading.format(team=team), "form": failed[1]})
        elif act.act in request.viewer.acts and act.is_open(in_hand):
            form = _form(act, case, request, line=in_hand)
            offered.append({"heading": act.heading.format(team=team), "form": form})
    if in_hand.round and in_hand.is_late and Act.EXPLAIN_LATENESS in request.viewer.acts:
        reason = reason_form(
            case,
            number=in_hand.round.number,
            record=in_hand.record,
            as_of=request.viewer.as_of,
        )
        offered.append({"heading": LATENESS, "form": reason})
    for later in offered[1:]:
        later["form"].make_secondary()
    return offered


def _form(
    act: PageAct,
    case: Case,
    request: FleksjobRequest,
    *,
    line: RoundLine | None = None,
    data: Any = None,
) -> ActForm:
    record = line.record if line else None
    as_of = request.viewer.as_of
    return act.form(
        data,
        initial={
            "version": record.version if record else None,
            "dato": as_of,
        },
        as_of=as_of,
        submit=act.button,
        action=reverse(act.url_name, args=[case.number]),
    )
