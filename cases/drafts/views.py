"""Called by session_warning.js and draft.js; a page without scripts never needs them."""

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from cases.access import sessions
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.danish import dates
from cases.drafts import operations, queries
from cases.drafts.submissions import DRAFT, LONGEST

NOTHING = 204


@page(Act.SIGNED_IN)
@require_POST
def extend_session(request: FleksjobRequest) -> HttpResponse:
    """Every request prolongs the session; this one does nothing else."""
    return HttpResponse(status=NOTHING)


@page(Act.SIGNED_IN)
@require_POST
def save_draft(request: FleksjobRequest) -> HttpResponse:
    """Sent when nobody has touched the page for a while: it must not keep the session alive."""
    sessions.no_sign_of_life(request)
    if place := _page(request):
        operations.save_draft(employee=request.user, page=place, fields=dict(request.POST.lists()))
    return HttpResponse(status=NOTHING)


@page(Act.SIGNED_IN)
@require_POST
def restore_draft(request: FleksjobRequest) -> HttpResponse:
    """What was typed, and when; by POST, so that no copy of it stands in a cache."""
    saved = queries.draft_of(employee=request.user, page=_page(request), now=timezone.now())
    if saved is None:
        return HttpResponse(status=NOTHING)
    day = timezone.localtime(saved.saved_at)
    when = f"{dates.long(day.date())} kl. {day:%-H.%M}"
    return JsonResponse({"saved": when, "fields": saved.fields})


@page(Act.SIGNED_IN)
@require_POST
def discard_draft(request: FleksjobRequest) -> HttpResponse:
    operations.discard_draft(employee=request.user, page=_page(request))
    return HttpResponse(status=NOTHING)


def _page(request: FleksjobRequest) -> str:
    return request.POST.get(DRAFT, "")[:LONGEST]
