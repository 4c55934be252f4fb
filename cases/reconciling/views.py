"""Whether everything is told and sent: numbers, and the addresses that must be mended."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.danish import dates
from cases.danish.numbers import number
from cases.mail import queries as mail
from cases.nights import queries as nights
from cases.reconciling import queries, words
from cases.reconciling.models import Defect
from cases.reconciling.queries import Books

A_WEEK = timedelta(days=7)


@require_safe
@page(Act.SEE_NIGHTS)
def mail_state(request: FleksjobRequest) -> HttpResponse:
    books = queries.books(at=request.moment)
    return render(
        request,
        "reconciling/mail_state.html",
        {
            "told": _told(books),
            "is_set_up": mail.is_set_up(),
            "reconciled_at": (
                dates.moment(timezone.localtime(books.reconciled_at))
                if books.reconciled_at
                else "endnu ikke"
            ),
            "defects": _facts(queries.standing()),
            "nobody": _by_jobcenter(Defect.Kind.NOBODY, books.nobody),
            "leaderless": _by_jobcenter(Defect.Kind.NO_LEADER, books.leaderless),
            "mails": _facts(queries.mails_by_state(since=request.moment - A_WEEK)),
            "answer": queries.latest_answer(),
            "refused": queries.refused_addresses(),
            "may_mend": Act.ADMINISTER in request.viewer.acts,
            "breadcrumbs": [
                {"label": "Nattens kørsel", "url": reverse("naetter")},
                {"label": "Påmindelser og mails"},
            ],
        },
    )


def _told(books: Books) -> words.Told:
    if books.has_a_night or not books.tally:
        return words.told(books, waiting=queries.mails_waiting())
    return words.before_the_first_night(is_late=nights.first_night_is_late(at=books.at))


def _by_jobcenter(kind: Defect.Kind, count: int) -> list[dict[str, str]]:
    return _facts(queries.by_jobcenter(kind)) if count else []


def _facts(counts: list[tuple[str, int]]) -> list[dict[str, str]]:
    return [{"term": label, "text": number(count)} for label, count in counts]
