"""A list from the payment system that waits to be reconciled, with some differences of each kind."""

import io
from collections.abc import Sequence
from datetime import date, timedelta

from cases.casefile.models import Case
from cases.citizens.queries import current_cpr
from cases.danish import dates
from cases.history import Actor
from cases.people.models import Employee, Jobcenter
from cases.periods.models import Period
from flexjob.demo.citizens import People
from reports.afstemning import operations
from reports.afstemning.models import Afstemning, AfstemningLine, ListSource
from reports.afstemning.operations.reviewing import SentList

HEADER = "CPR-nr;Navn;Startdato;Slutdato"
NOT_LISTED, OTHER_DATES, HARMLESS, NEW = 4, 5, 7, 6
A_WEEK, LONG_AGO = timedelta(days=7), date(2012, 3, 1)
UNREADABLE = "301090-12;Mangler Cifre;1-8-2026;"


def send_a_list(people: People, *, as_of: date) -> None:
    """By the payment office, as its page would; a caseworker is asked about one person."""
    office = Employee.objects.get(username="ylva.ydelse")
    sent = SentList(
        source=_source(),
        file=io.BytesIO("\n".join([HEADER, *_rows(people, as_of)]).encode()),
        file_name=f"ledighedsydelse_{as_of:%Y_%m}.csv",
        day=as_of,
    )
    found = operations.review(sent=sent, employee=office, actor=Actor.employee(office), as_of=as_of)
    _ask(found, caseworker="anne.sagsbehandler")


def _ask(found: Afstemning, *, caseworker: str) -> None:
    hers = Case.objects.open().filter(caseworker__username=caseworker)
    lines = found.lines.shown().different().filter(citizen_id__in=hers.values("citizen"))
    keys = lines.order_by("-has_effect", "pk").values_list("pk", flat=True)[:1]
    operations.decide(afstemning=found, keys=keys, decision=AfstemningLine.Decision.ASK)


def _source() -> ListSource:
    return ListSource.objects.create(
        name="KMD",
        cpr="cpr-nr",
        citizen_name="navn",
        first_day="startdato",
        last_day="slutdato",
        jobcenter=Jobcenter.objects.order_by("pk")[0],
    )


def _rows(people: People, as_of: date) -> list[str]:
    going_on = Period.objects.standing().filter(
        kind=Period.Kind.LEDIGHEDSYDELSE, end=None, start__lte=as_of - 2 * A_WEEK
    )
    standing = list(going_on.select_related("citizen").order_by("pk"))[NOT_LISTED:]
    rows = [row for place, period in enumerate(standing) for row in _told(place, period)]
    return [*rows, *_new(people, as_of), UNREADABLE]


def _told(place: int, period: Period) -> Sequence[str]:
    """Most as they stand; the first from a week later, the next with an old period we have not."""
    if place < OTHER_DATES:
        return [_row(period, period.start + A_WEEK, None)]
    as_it_stands = _row(period, period.start, None)
    if place < OTHER_DATES + HARMLESS:
        return [as_it_stands, _row(period, LONG_AGO, LONG_AGO + A_WEEK)]
    return [as_it_stands]


def _row(period: Period, first: date, last: date | None) -> str:
    number = current_cpr(period.citizen)
    assert number is not None
    until = dates.numeric(last) if last else ""
    return f"{number.digits};{period.citizen.name};{dates.numeric(first)};{until}"


def _new(people: People, as_of: date) -> list[str]:
    """They receive, and nobody has registered them."""
    found = (people.one(is_woman=bool(n % 2), is_over_50=bool(n % 3)) for n in range(NEW))
    first = dates.numeric(as_of - 10 * A_WEEK)
    return [f"{person.digits};{person.name};{first};" for person in found]
