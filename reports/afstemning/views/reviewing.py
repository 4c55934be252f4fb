"""Look a list through, and decide: by key, one by one, or for many at once."""

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cases import whole_numbers
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.danish import dates
from cases.danish.numbers import counted
from cases.drafts.submissions import once
from cases.readlog.models import ReadLogRow
from reports.afstemning import operations, queries, rules, words
from reports.afstemning import page as pages
from reports.afstemning.models import Afstemning, AfstemningLine
from reports.afstemning.queries import Filters

FIELDS = ("identitet", "perioder", "frister")
CRITERION = "afstemning"
ASK = AfstemningLine.Decision.ASK
SAID = {"listen": "Listens datoer", "vores": "Vores datoer", ASK: "Sagsbehandleren er spurgt"}
NOBODY_CHOSEN = "Vælg mindst én person, der kan afgøres"
LET_GO = (
    "Listen er kasseret, eller den var ikke afsluttet inden 30 dage. Dens rækker er slettet, og "
    "intet er gemt. Send listen igen"
)
NOBODY_TO_ASK = "Der er ingen åben sag, og ingen sagsbehandler at spørge. Vælg noget andet"


@require_safe
@page(Act.RECONCILE, citizens=True)
def review(request: FleksjobRequest, key: uuid.UUID) -> HttpResponse:
    afstemning = own(request, key)
    counts = queries.counts(afstemning)
    asked = pages.filters(request.GET, counts)
    shown = Paginator(queries.lines_of(afstemning, asked), pages.ROWS).get_page(
        request.GET.get("side")
    )
    lines = list(shown.object_list)
    sight = queries.sight(request.viewer, afstemning, lines)
    log(request, sight.known(lines), action=ReadLogRow.Action.LIST)
    context = {
        "afstemning": afstemning,
        "is_open": afstemning.state == Afstemning.State.OPEN,
        "rows": pages.rows(afstemning, lines, sight),
        "asked": asked,
        "chosen": request.GET.get("vaelg") == "uden",
        "pagination": pages.pagination(afstemning, asked, shown),
        **_around(afstemning, counts, asked),
    }
    return render(request, "afstemning/review.html", context)


def _around(afstemning: Afstemning, counts: queries.Counts, asked: Filters) -> dict[str, object]:
    is_open = afstemning.state == Afstemning.State.OPEN
    to_decide = asked.group in rules.TO_DECIDE
    return {
        "agreeing": words.agreeing(counts),
        "to_decide": words.to_decide(counts),
        "differences": words.differences(counts),
        "left_over": words.left_over(counts),
        "elsewhere": words.elsewhere(queries.elsewhere(afstemning)),
        "restricted": words.restricted(counts.hidden, counts.hidden_rows),
        "boxes": pages.boxes(afstemning, counts),
        "tabs": pages.tabs(afstemning, counts, asked.group),
        "group_label": pages.LABELS.get(asked.group, "Afgjort"),
        "narrowings": pages.narrowings(afstemning, asked, counts),
        "sort_url": pages.url(afstemning, Filters(asked.group, asked.effect, _other(asked))),
        "harmless": counts.harmless.get(asked.group, 0),
        "harmless_url": pages.url(
            afstemning, Filters(asked.group, "uden", asked.sort), vaelg="uden"
        ),
        "may_decide": is_open and to_decide,
        "choices": pages.CHOICES.get(asked.group, ()),
        "undecided": counts.undecided,
        "steps": {"number": 2, "count": 3, "label": "Gennemgå"}
        if is_open
        else {"number": 3, "count": 3, "label": "Kvittering"},
        "receipt": _receipt(afstemning),
        "breadcrumbs": [
            {"label": "Afstemning", "url": reverse("afstemning")},
            {"label": f"Liste af {dates.long(afstemning.list_day)}"},
        ],
    }


def _other(asked: Filters) -> str:
    return "" if asked.sort else "frist"


def _receipt(afstemning: Afstemning) -> dict[str, object] | None:
    if afstemning.approved_at is None:
        return None
    told = queries.outcome(afstemning)
    return {
        "text": words.receipt(moved=afstemning.moved or 0, **told),
        "is_rolled_back": afstemning.state == Afstemning.State.ROLLED_BACK,
        "latest_day": operations.latest_day(afstemning),
        "left": queries.left_standing(afstemning),
    }


@require_POST
@page(Act.RECONCILE, citizens=True)
@once
def decide(request: FleksjobRequest, key: uuid.UUID) -> HttpResponse:
    """One row by its own button, or those ticked by the button below them."""
    afstemning = own(request, key)
    keys, decision = _decided(request)
    if decision not in ("", *AfstemningLine.Decision.values):
        messages.error(request, "Vælg, hvad der skal bruges, og prøv igen")
        return _next(request, afstemning)
    try:
        count = operations.decide(afstemning=afstemning, keys=keys, decision=decision)
    except operations.ListLetGo:
        messages.error(request, LET_GO)
        return _next(request, afstemning)
    if not count:
        messages.error(request, NOBODY_TO_ASK if decision == ASK else NOBODY_CHOSEN)
    elif len(keys) > 1:
        said = SAID.get(decision, "Ikke afgjort")
        messages.success(request, f"{counted(count, 'person', 'personer')}: {said}.")
    return _next(request, afstemning)


def _next(request: FleksjobRequest, afstemning: Afstemning) -> HttpResponse:
    """Where the hand was; or, when nothing is left there, the first group in which something is."""
    counts = queries.counts(afstemning)
    asked = pages.filters(request.GET, counts)
    if "vaelg" in request.GET:
        asked = Filters(asked.group, "", asked.sort)
    if asked.group in rules.TO_DECIDE and not counts.left[asked.group]:
        return redirect("afstemning_gennemgang", afstemning.pk)
    return redirect(pages.url(afstemning, asked))


def _decided(request: FleksjobRequest) -> tuple[list[int], str]:
    if one := request.POST.get("raekke", ""):
        number, _, decision = one.partition(":")
        return whole_numbers.keys([number]), decision
    return whole_numbers.keys(request.POST.getlist("valgt")), request.POST.get("valg", "?")


def own(request: FleksjobRequest, key: uuid.UUID) -> Afstemning:
    """Only the one who has the list goes on with it: who sent it, or took it over."""
    found = queries.runs().filter(pk=key, employee=request.user).first()
    if found is None:
        request.readlog.refused(act=Act.RECONCILE, rule=5)
        raise Http404
    return found


def log(request: FleksjobRequest, citizens: Sequence[uuid.UUID], *, action: str) -> None:
    for citizen_id in citizens:
        request.readlog.add(
            action=action, citizen_id=citizen_id, fields=FIELDS, criterion=CRITERION
        )
