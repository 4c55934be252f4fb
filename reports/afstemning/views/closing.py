"""Approve what was decided, discard the list, take an approved one back; or a colleague's over."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.danish import dates
from cases.danish.numbers import counted
from cases.drafts.submissions import once
from cases.readlog.models import ReadLogRow
from reports.afstemning import operations, queries
from reports.afstemning.views.reviewing import LET_GO, log, own

CLOSED = "Afstemningen er allerede afsluttet eller kasseret"


@require_POST
@page(Act.RECONCILE, citizens=True)
@once
def approve(request: FleksjobRequest, key: uuid.UUID) -> HttpResponse:
    afstemning, viewer = own(request, key), request.viewer
    back = redirect("afstemning_gennemgang", key)
    try:
        operations.approve(afstemning=afstemning, actor=viewer.actor, as_of=viewer.as_of)
    except operations.AlreadyClosed:
        messages.error(request, CLOSED)
    except operations.ListLetGo:
        messages.error(request, LET_GO)
    except (operations.OlderThanLatest, operations.SameListAgain) as newer:
        messages.error(request, NEWER.format(day=dates.long(newer.latest)))
    except operations.UndecidedLeft as left:
        who = counted(left.count, "person mangler", "personer mangler")
        messages.error(request, f"{who} at blive afgjort. Intet er gemt")
    except operations.ReviewChanged as changed:
        operations.review_again(afstemning=afstemning, keys=changed.keys, as_of=viewer.as_of)
        messages.warning(request, _changed(len(changed.keys)))
    except operations.Collided as collided:
        row = f"Række {collided.line.line}" if collided.line.line else "En person"
        messages.error(request, f"{row}: {COLLIDED}")
    else:
        log(request, queries.written_citizens(afstemning), action=ReadLogRow.Action.WRITE)
    return back


NEWER = (
    "Intet er gemt: listen af {day} fra samme kilde er afsluttet imens. Kassér denne liste, eller "
    "send den igen med kryds i »Afstem en ældre liste, eller den samme igen«"
)
COLLIDED = (
    "listens perioder overlapper en periode, der bliver stående, eller en anden har registreret "
    "borgeren eller trukket et forkert cpr-nummer tilbage imens. Intet er gemt. Vælg »Behold vores«, "
    "ret perioden på sagen, eller kassér listen og send den igen"
)


def _changed(count: int) -> str:
    who = counted(count, "person har", "personer har")
    return f"Intet er gemt. {who} fået ændret perioder, siden du afgjorde dem. Se dem igen"


@require_POST
@page(Act.RECONCILE, citizens=True)
@once
def discard(request: FleksjobRequest, key: uuid.UUID) -> HttpResponse:
    if operations.discard(afstemning=own(request, key)):
        messages.info(request, "Listen er kasseret. Intet er ændret")
    else:
        messages.error(request, CLOSED)
    return redirect("afstemning")


@require_POST
@page(Act.RECONCILE, citizens=True)
@once
def roll_back(request: FleksjobRequest, key: uuid.UUID) -> HttpResponse:
    afstemning, viewer = own(request, key), request.viewer
    try:
        operations.roll_back(afstemning=afstemning, actor=viewer.actor, as_of=viewer.as_of)
    except operations.NotApproved:
        messages.error(request, "Afstemningen er ikke afsluttet, eller den er rullet tilbage")
    except operations.TooLate:
        messages.error(request, "De 30 dage er gået. Ret perioderne på sagerne i stedet")
    else:
        log(request, queries.written_citizens(afstemning), action=ReadLogRow.Action.WRITE)
        messages.success(request, "Afstemningen er rullet tilbage.")
    return redirect("afstemning_gennemgang", key)


@require_POST
@page(Act.RECONCILE, citizens=True)
@once
def take_over(request: FleksjobRequest, key: uuid.UUID) -> HttpResponse:
    """Everyone in the office sees which lists there are; its rows are seen by who has it."""
    colleagues = get_object_or_404(queries.runs(), pk=key)
    try:
        operations.take_over(
            afstemning=colleagues, employee=request.user, as_of=request.viewer.as_of
        )
    except operations.NothingToTakeOver:
        messages.error(
            request, "Listen er din allerede, eller den er kasseret eller rullet tilbage"
        )
    except operations.ListLetGo:
        messages.error(request, LET_GO)
    except operations.ClosedToYou:
        messages.error(request, CLOSED_TO_YOU)
    else:
        messages.success(
            request,
            f"Du har overtaget listen. {colleagues.employee.name} kan ikke afgøre den mere.",
        )
        return redirect("afstemning_gennemgang", key)
    return redirect("afstemning")


CLOSED_TO_YOU = (
    "På listen er en borger, du ikke må behandle: dig selv eller en, du er inhabil over for. Bed en "
    "anden kollega overtage den"
)
