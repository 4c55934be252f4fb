"""How a view says what it does: `@page(Act.SEE_CASE)`. A URL whose view says nothing stops the start-up.

The decorator does rule 0 for the whole page; `case_page` also opens the case in its URL.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from cases.people.models import Employee
from cases.readlog.buffer import ReadLogBuffer

OWN_CPR_URL_NAME = "egen_cpr"
PURPOSE_URL_NAME = "formaal"


class FleksjobRequest(HttpRequest):
    """What the middleware adds; views annotate their request with this."""

    user: Employee
    viewer: Viewer
    readlog: ReadLogBuffer


View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Needs no log-in and shows no citizen."""
    view.acts = frozenset({Act.PUBLIC})  # type: ignore[attr-defined]
    return view


def page(*acts: Act, citizens: bool = False) -> Callable[[View], View]:
    """A page for those who may do at least one of `acts` somewhere.

    `citizens`: it shows citizens, so the viewer must first have entered their own CPR number
    (and quality control a purpose).
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: FleksjobRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if (answer := _stopped_at_the_door(request, acts, citizens=citizens)) is not None:
                return answer
            return view(request, *args, **kwargs)

        guarded.acts = frozenset(acts)  # type: ignore[attr-defined]
        return cast(View, guarded)

    return declare


def case_page(
    *acts: Act,
) -> Callable[[Callable[Concatenate[FleksjobRequest, Case, ...], HttpResponse]], View]:
    """A page on the case named `number` in the URL; the view receives the opened case.

    The first act is needed to see the page at all; a view that also saves asks the door for the
    others itself with `open_case`.
    """

    def declare(view: Callable[Concatenate[FleksjobRequest, Case, ...], HttpResponse]) -> View:
        @wraps(view)
        def guarded(
            request: FleksjobRequest, *args: Any, number: str, **kwargs: Any
        ) -> HttpResponse:
            if (answer := _stopped_at_the_door(request, acts[:1], citizens=True)) is not None:
                return answer
            return view(request, opened(request, number=number, act=acts[0]), *args, **kwargs)

        guarded.acts = frozenset(acts)  # type: ignore[attr-defined]
        return cast(View, guarded)

    return declare


def opened(request: FleksjobRequest, *, number: str, act: Act) -> Case:
    """The case, or 404 with the refusal in the log."""
    try:
        return door.open_case(request.viewer, number=number, act=act)
    except door.Refused as refused:
        request.readlog.refused(act=act, rule=refused.rule, case=refused.case)
        raise Http404 from refused


def _stopped_at_the_door(
    request: FleksjobRequest, acts: tuple[Act, ...], *, citizens: bool
) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if Act.SIGNED_IN not in acts and not request.viewer.acts.intersection(acts):
        request.readlog.refused(act=acts[0], rule=6)
        raise Http404
    if citizens and request.own_cpr_missing:  # type: ignore[attr-defined]
        return redirect(OWN_CPR_URL_NAME)
    if citizens and request.purpose_missing:  # type: ignore[attr-defined]
        return redirect(PURPOSE_URL_NAME)
    return None
