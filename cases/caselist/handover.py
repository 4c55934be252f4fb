"""Overdrag: chosen on the list, confirmed on a page, reported case by case, taken back with one click."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from cases.access import door
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.casefile import operations, queries
from cases.casefile.models import Case
from cases.caselist import undoing
from cases.danish import numbers, wording
from cases.drafts.submissions import answered_at, once
from cases.fields import KeptField
from cases.form_helper import DkfdsFormHelper
from cases.people.models import Employee
from cases.people.operations import UnitClosed

AT_MOST = 200
UNDO_KEY = "overdragelse"
REASON, FROM_MY_DAY = "Overdraget fra listen Sager", "Overdraget fra Min dag"
MY_DAY = "min-dag"
MOST_NAMED = 5


class HandOverForm(forms.Form):
    til = forms.ModelChoiceField(
        label="Overdrag til",
        queryset=Employee.objects.none(),
        empty_label="Vælg en kollega",
        error_messages={
            "required": "Vælg den kollega, der skal have sagerne",
            "invalid_choice": "Vælg en kollega, der er sagsbehandler i jobcentret",
        },
    )
    grund = KeptField(label="Hvorfor?", required=False, max_length=300)

    def __init__(self, *args: Any, receivers: Any, submit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["til"].queryset = receivers  # type: ignore[attr-defined]
        self.helper = DkfdsFormHelper(submit=submit, cancel_url=reverse("sager"))
        self.helper.form_tag = False


@require_POST
@page(Act.REASSIGN_CASE, citizens=True)
@once
def hand_over(request: FleksjobRequest) -> HttpResponse:
    numbers_chosen = _numbers_chosen(request)
    chosen = _visible(request, numbers_chosen)
    gone = _gone(numbers_chosen, chosen)
    if not chosen:
        messages.error(request, gone or "Vælg mindst én sag, før du overdrager")
        return redirect(_origin(request))
    mine = set(queries.cases_to_hand_over(request.viewer).filter(number__in=numbers_chosen))
    allowed = [case for case in chosen if case in mine]
    form = HandOverForm(
        request.POST if "til" in request.POST else None,
        receivers=_receivers(request, allowed),
        submit=f"Overdrag {numbers.counted(len(allowed), 'sag', 'sager')}",
    )
    request.readlog.listed(chosen, fields=("identitet",))
    if not (form.is_bound and form.is_valid()):
        return _ask(request, form, chosen, allowed)
    if gone:
        messages.warning(request, gone)
    return _carry_out(request, form, chosen, allowed)


def _numbers_chosen(request: FleksjobRequest) -> list[str]:
    """Cases; or tasks from Min dag, which begin with the number of their case."""
    tasks = (task.partition(" ")[0] for task in request.POST.getlist("opgave"))
    return (request.POST.getlist("sag") or list(dict.fromkeys(tasks)))[:AT_MOST]


def _gone(numbers_chosen: Sequence[str], chosen: Sequence[Case]) -> str:
    """Those that have left the reader's sight since the list was drawn."""
    count = len(set(numbers_chosen)) - len(chosen)
    return wording.no_longer_yours(count, "sag", "sager") if count else ""


def _is_from_my_day(request: FleksjobRequest) -> bool:
    return request.POST.get("fra") == MY_DAY


def _origin(request: FleksjobRequest) -> str:
    """The list on which they were chosen."""
    if not _is_from_my_day(request):
        return reverse("sager")
    split = request.POST.get("del", "")[:20]
    return reverse("min_dag") + (f"?{urlencode({'del': split})}" if split else "")


def _ask(
    request: FleksjobRequest, form: HandOverForm, chosen: Sequence[Case], allowed: Sequence[Case]
) -> HttpResponse:
    refused = [(case, _not_yours(case)) for case in chosen if case not in allowed]
    context = {
        "form": form,
        "chosen": chosen,
        "gone": _gone(_numbers_chosen(request), chosen),
        "allowed": allowed,
        "refused": refused,
        "origin_url": _origin(request),
        "origin": {name: request.POST.get(name, "")[:20] for name in ("fra", "del")},
    }
    return render(request, "cases/caselist/hand_over.html", context)


def _carry_out(
    request: FleksjobRequest, form: HandOverForm, chosen: Sequence[Case], allowed: Sequence[Case]
) -> HttpResponse:
    to = form.cleaned_data["til"]
    before = {case.number: (case.caseworker_id, case.team_id) for case in allowed}
    try:
        report = operations.reassign_cases(
            cases=allowed,
            to=to,
            actor=request.viewer.actor,
            reason=form.cleaned_data["grund"] or _usual_reason(request),
            as_of=request.viewer.as_of,
        )
    except operations.NotACaseworkerThere as problem:
        form.add_error("til", f"{problem}. Vælg en kollega i sagens jobcenter")
        return _ask(request, form, chosen, allowed)
    except UnitClosed as closed:
        form.add_error("til", f"{closed}. Prøv igen: så bliver sagerne i deres eget team")
        return _ask(request, form, chosen, allowed)
    for moved in report.moved:
        request.readlog.wrote(moved.case, fields=("sagsbehandler",))
    numbers_moved = [moved.case.number for moved in report.moved]
    request.session[UNDO_KEY] = {
        "til": to.pk,
        "sager": [[number, *before[number]] for number in numbers_moved],
        "fra": _origin(request),
    }
    # What the reader no longer sees they cannot take back.
    undo_url = reverse("sager_overdrag_fortryd") if _visible(request, numbers_moved) else ""
    left = _left(report, [case for case in chosen if case not in allowed])
    if _is_from_my_day(request):
        _receipt(request, report, left, undo_url)
        return redirect(_origin(request))
    context = {"report": report, "left": left, "undo_url": undo_url}
    return answered_at(
        render(request, "cases/caselist/handed_over.html", context), reverse("sager")
    )


def _usual_reason(request: FleksjobRequest) -> str:
    return FROM_MY_DAY if _is_from_my_day(request) else REASON


def _left(report: operations.ReassignmentReport, refused: Sequence[Case]) -> list[tuple[Case, str]]:
    """Those that were not handed over, each with the reason."""
    to = report.to.name
    return [
        *((case, f"{to} har allerede sagen") for case in report.already_there),
        *((case, f"{to} kan ikke få denne sag. Vælg en anden") for case in report.impossible),
        *((case, _not_yours(case)) for case in refused),
    ]


def _not_yours(case: Case) -> str:
    nobodys = case.caseworker_id is None
    return "teamchefen fordeler sager uden sagsbehandler" if nobodys else "sagen er ikke din"


def _receipt(
    request: FleksjobRequest,
    report: operations.ReassignmentReport,
    left: Sequence[tuple[Case, str]],
    undo_url: str,
) -> None:
    """Case numbers and no names: a message is shown on a page that may not log the citizen."""
    if report.moved:
        count = numbers.counted(len(report.moved), "sag", "sager")
        told = f"{count} er overdraget til {report.to.name}. Fristerne er uændrede."
        messages.success(request, told, f"fortryd:{undo_url}" if undo_url else "")
    for case, why in left[:MOST_NAMED]:
        messages.error(request, f"{case.number}: {why}")
    if len(left) > MOST_NAMED:
        more = numbers.counted(len(left) - MOST_NAMED, "sag", "sager")
        messages.error(request, f"{more} mere er ikke overdraget")


@require_POST
@page(Act.REASSIGN_CASE, citizens=True)
def undo(request: FleksjobRequest) -> HttpResponse:
    """Sent twice it has one effect: what may be taken back is forgotten with the first."""
    done = request.session.pop(UNDO_KEY, None)
    if done is None:
        messages.info(request, "Overdragelsen er allerede fortrudt.")
        return redirect("sager")
    before = {number: (caseworker, team) for number, caseworker, team in done["sager"]}
    returned = undoing.return_cases(
        cases=_visible(request, list(before)),
        handed_to=done["til"],
        before=before,
        actor=request.viewer.actor,
    )
    for case in returned:
        request.readlog.wrote(case, fields=("sagsbehandler",))
    if not returned:
        messages.warning(request, "Intet er fortrudt: en anden har sagerne nu.")
        return redirect(done["fra"])
    count = numbers.counted(len(returned), "sag", "sager")
    messages.success(request, f"Overdragelsen er fortrudt for {count}.")
    return redirect(done["fra"])


def _receivers(request: FleksjobRequest, allowed: Sequence[Case]) -> QuerySet[Employee]:
    """Not the one who has every one of them already."""
    owners = {case.caseworker_id for case in allowed}
    only = owners.pop() if len(owners) == 1 else None
    found = queries.possible_receivers(request.viewer)
    return found if only is None else found.exclude(pk=only)


def _visible(request: FleksjobRequest, numbers_chosen: Sequence[str]) -> list[Case]:
    seen = door.visible_cases(request.viewer, act=Act.REASSIGN_CASE)
    return list(
        seen.filter(number__in=numbers_chosen)
        .select_related("citizen", "jobcenter", "caseworker", "team")
        .order_by("number")
    )
