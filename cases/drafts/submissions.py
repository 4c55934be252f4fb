"""A form sent twice, or five times at once, is carried out once.

The form carries a token (`{% submission_token %}`). The first request to insert its row carries the
form out; the others wait on the row's key and are sent where the first one went. A form that is
shown again with errors has had no effect, so its token is set free with the rest of the attempt.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from cases.drafts.models import Draft, Submission
from cases.people.models import Employee

FIELD = "submission_token"
DRAFT = "draft_page"  # names the draft of the form that carries it
LONGEST = 200  # of a draft's name
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
View = Callable[..., HttpResponse]


def once(view: View) -> View:
    """For a view that saves on POST. Stands below the declaration: `@page(...)`, then `@once`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in SAFE_METHODS:
            return view(request, *args, **kwargs)
        if (token := _token(request)) is None:
            return render(request, "drafts/no_token.html", status=400)
        with transaction.atomic():
            if not _is_first(request, token):
                return _as_the_first_time(request, token)
            response = view(request, *args, **kwargs)
            _remember(request, token, response)
            return response

    guarded.has_one_effect = True  # type: ignore[attr-defined]  # a test asks every view
    return guarded


def answered_at(response: HttpResponse, url: str) -> HttpResponse:
    """For an answer that is a page, not a redirect: sent again, the form leads to `url`."""
    response.answer_url = url  # type: ignore[attr-defined]
    return response


def nothing_done(response: HttpResponse) -> HttpResponse:
    """For a redirect that turns the form away: it may be sent again."""
    response.has_had_no_effect = True  # type: ignore[attr-defined]
    return response


def _token(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None


def _employee(request: HttpRequest) -> Employee | None:
    """None before the log-in."""
    return request.user if request.user.is_authenticated else None


def _is_first(request: HttpRequest, token: uuid.UUID) -> bool:
    """Waits for another request that is carrying out the same form."""
    try:
        with transaction.atomic():
            Submission.objects.create(
                token=token,
                employee=_employee(request),
                path=request.path[:200],
                answer_url="",
            )
    except IntegrityError:
        return False
    return True


def _as_the_first_time(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    done = Submission.objects.filter(
        token=token, employee=_employee(request), path=request.path[:200]
    ).first()
    if done is None:  # another's token, or another form's
        return render(request, "drafts/no_token.html", status=400)
    return HttpResponseRedirect(done.answer_url)


def _remember(request: HttpRequest, token: uuid.UUID, response: HttpResponse) -> None:
    url = getattr(response, "answer_url", "") or response.get("Location", "")
    if not url or hasattr(response, "has_had_no_effect"):
        Submission.objects.filter(token=token).delete()
        return
    Submission.objects.filter(token=token).update(answer_url=url)
    if (employee := _employee(request)) is not None:
        Draft.objects.filter(employee=employee, page=_draft_of(request)).delete()


def _draft_of(request: HttpRequest) -> str:
    """Of the form that was sent, and of no other."""
    return request.POST.get(DRAFT, "")[:LONGEST] or request.path[:LONGEST]
