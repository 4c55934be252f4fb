"""The addresses of one's calendars, and the calendar that is read at them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cases import whole_numbers
from cases.access.declare import FleksjobRequest, page, public
from cases.access.rules import Act
from cases.access.viewer import Viewer, viewer_for
from cases.drafts.submissions import answered_at, once
from cases.feeds import ical, operations, queries
from cases.feeds.models import CalendarFeed
from cases.history import Actor
from cases.readlog.models import ReadLogRow

Action = ReadLogRow.Action
CALENDAR = "kalender"


@require_safe
@page(Act.SEE_MY_DAY)
def calendars(request: FleksjobRequest) -> HttpResponse:
    return _page(request)


@require_POST
@page(Act.SEE_MY_DAY, citizens=True)
@once
def make_feed(request: FleksjobRequest) -> HttpResponse:
    """The address is in this answer and in no other: it is as good as a password."""
    team = None
    if request.POST.get("team"):
        team = get_object_or_404(queries.teams_of(request.viewer), pk=_key(request))
    token = operations.make_feed(owner=request.user, team=team, at=timezone.now())
    request.readlog.add(action=Action.SETTING, criterion=CALENDAR)
    address = f"{request.build_absolute_uri(reverse('kalender'))}?noegle={token}"
    response = _page(request, new_address=address)
    return answered_at(response, reverse("kalendere"))


@require_POST
@page(Act.SEE_MY_DAY)
@once
def revoke_feed(request: FleksjobRequest, key: int) -> HttpResponse:
    if operations.revoke_feed(owner=request.user, key=key, at=timezone.now()):
        request.readlog.add(action=Action.SETTING, criterion=CALENDAR)
        messages.success(request, "Adressen virker ikke længere.")
    else:
        messages.info(request, "Adressen var allerede trukket tilbage.")
    return redirect("kalendere")


@require_safe
@never_cache
@public
def calendar(request: HttpRequest) -> HttpResponse:
    """Whoever holds the address reads what its owner may see today, and each case is a look."""
    feed = queries.feed_of(request.GET.get("noegle", ""))
    if feed is None:
        raise Http404
    viewer = viewer_for(feed.owner, as_of=timezone.localdate())
    actor = Actor.employee(feed.owner).code
    readlog = request.readlog  # type: ignore[attr-defined]
    if Act.SEE_MY_DAY not in viewer.acts or not viewer.has_entered_own_cpr:
        refused = ReadLogRow.Outcome.REFUSED
        rule = f"{Act.SEE_MY_DAY}:0"
        readlog.add(action=Action.REFUSED, actor=actor, rule=rule, outcome=refused)
        raise Http404
    entries = queries.entries(viewer, team=feed.team)
    for case in {entry.case.pk: entry.case for entry in entries}.values():
        readlog.add(
            action=Action.EXPORT, case=case, fields=("frister",), criterion=CALENDAR, actor=actor
        )
    return _answer(request, feed, entries)


def _answer(request: HttpRequest, feed: CalendarFeed, entries: list[queries.Entry]) -> HttpResponse:
    def url_of(number: str) -> str:
        return request.build_absolute_uri(reverse("sag", args=[number]))

    name = f"Fleksjob: {feed.team.name if feed.team else 'mine frister'}"
    content = ical.calendar(entries, name=name, at=timezone.now(), url_of=url_of)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="fleksjob.ics"'
    return response


def _page(request: FleksjobRequest, *, new_address: str = "") -> HttpResponse:
    context = {
        "calendars": _calendars(request.viewer),
        "new_address": new_address,
        "breadcrumbs": [{"label": "Dine kalendere"}],
    }
    return render(request, "cases/feeds/calendars.html", context)


def _calendars(viewer: Viewer) -> list[dict[str, object]]:
    """One's own and those of the teams, each with the feed that stands."""
    standing = queries.standing_feeds(viewer)
    offered = [(None, "Mine sager"), *((team.pk, team.name) for team in queries.teams_of(viewer))]
    return [{"team": key or "", "name": name, "feed": standing.get(key)} for key, name in offered]


def _key(request: FleksjobRequest) -> int:
    key = whole_numbers.read(request.POST["team"], digits=9)
    if key is None:
        raise Http404
    return key
