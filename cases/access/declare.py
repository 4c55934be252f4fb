"""How a view says what it does: `@page(Act.SEE_CASE)`. A URL whose view says nothing stops the start-up.

The decorator does rule 0 for the whole page; `case_page` also opens the case in its URL.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, cast

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from cases.people.models import Employee
from cases.readlog.buffer import ReadLogBuffer

OWN_CPR_URL_NAME = "egen_cpr"
PURPOSE_URL_NAME = "formaal"
RETURN_KEY = "tilbage_til"
METHODS = ("GET", "HEAD", "POST")


class FleksjobRequest(HttpRequest):
    """What the middleware adds; views annotate their request with this."""

    user: Employee
    viewer: Viewer
    readlog: ReadLogBuffer
    moment: datetime
    own_cpr_missing: bool
    purpose_missing: bool
    case: Case  # once it is opened


View = Callable[..., HttpResponse]
CaseView = Callable[Concatenate[FleksjobRequest, Case, ...], HttpResponse]
Sent = Callable[[FleksjobRequest, Case], Form]


class ClosedMeanwhile(Http404):
    """The case is read-only now, and that is all that stops the act (casefile/closed_meanwhile.py)."""

    def __init__(self, case: Case) -> None:
        super().__init__("regel 7")
        self.case = case


def public(view: Callable[..., HttpResponseBase]) -> View:
    """Needs no log-in and shows no citizen."""
    view.acts = frozenset({Act.PUBLIC})  # type: ignore[attr-defined]
    return cast(View, login_not_required(view))


def page(*acts: Act, citizens: bool = False, post: Act | None = None) -> Callable[[View], View]:
    """A page for those who may do at least one of `acts` somewhere; to POST to it takes `post`.

    `citizens`: it shows citizens, so the viewer must first have entered their own CPR number
    (and quality control a purpose).
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: FleksjobRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            needed = (post,) if post and request.method == "POST" else acts
            if (answer := _stopped_at_the_door(request, needed, citizens=citizens)) is not None:
                return answer
            return view(request, *args, **kwargs)

        return _declared(guarded, acts, post)

    return declare


def case_page(
    *acts: Act, post: Act | None = None, sent: Sent | None = None
) -> Callable[[CaseView], View]:
    """A page on the case named `number` in the URL; the view receives the opened case.

    The first act is needed to see the page at all, `post` to POST to it. A view with several
    buttons asks the door for the act of each itself, with `opened`. `sent` makes the form that was
    posted, for the day a colleague closes the case while someone writes in it.
    """

    def declare(view: CaseView) -> View:
        @wraps(view)
        def guarded(
            request: FleksjobRequest, *args: Any, number: str, **kwargs: Any
        ) -> HttpResponse:
            needed = post if post and request.method == "POST" else acts[0]
            if (answer := _stopped_at_the_door(request, (needed,), citizens=True)) is not None:
                return answer
            return view(request, opened(request, number=number, act=needed), *args, **kwargs)

        guarded.sent = sent  # type: ignore[attr-defined]
        return _declared(guarded, acts, post)

    return declare


def opened(request: FleksjobRequest, *, number: str, act: Act) -> Case:
    """The case, or 404 with the refusal in the log.

    Raises ClosedMeanwhile on a closed case that the viewer may read, for a form and what it posts.
    """
    try:
        case = door.open_case(request.viewer, number=number, act=act)
    except door.Refused as refused:
        request.readlog.refused(act=act, rule=refused.rule, case=refused.case)
        if refused.case and _is_closed_meanwhile(request, refused):
            raise ClosedMeanwhile(refused.case) from refused
        raise Http404 from refused
    request.case = case
    if (held := door.role_used(request.viewer, case=case, act=act)) is not None:
        request.readlog.acting_as(role=held.role, jobcenter=held.jobcenter_code)
    return case


def _is_closed_meanwhile(request: FleksjobRequest, refused: door.Refused) -> bool:
    """Rule 7 is the last: every other has said yes, and the case may be read."""
    if refused.rule != door.CLOSED or refused.case is None:
        return False
    return door.may(request.viewer, case=refused.case, act=Act.SEE_CASE)


def _declared(guarded: View, acts: tuple[Act, ...], post: Act | None) -> View:
    guarded.acts = frozenset(acts) | ({post} if post else set())  # type: ignore[attr-defined]
    return guarded


def _stopped_at_the_door(
    request: FleksjobRequest, acts: tuple[Act, ...], *, citizens: bool
) -> HttpResponse | None:
    """The answer of one who gets no further; None for one who may go in."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    if Act.SIGNED_IN not in acts:
        _act_as_one_who_may(request, acts)
    if citizens and request.own_cpr_missing:
        return _first(request, OWN_CPR_URL_NAME)
    if citizens and request.purpose_missing:
        return _first(request, PURPOSE_URL_NAME)
    return None


def _act_as_one_who_may(request: FleksjobRequest, acts: tuple[Act, ...]) -> None:
    held = next((role for act in acts for role in request.viewer.roles_allowing(act)), None)
    if held is None:
        request.readlog.refused(act=acts[0], rule=6 if request.viewer.roles else 0)
        raise Http404
    request.readlog.acting_as(role=held.role, jobcenter=held.jobcenter_code)


def _first(request: FleksjobRequest, url_name: str) -> HttpResponse:
    """Something to enter before the page that was asked for."""
    if request.method == "GET":
        request.session[RETURN_KEY] = request.get_full_path()
    return redirect(url_name)
