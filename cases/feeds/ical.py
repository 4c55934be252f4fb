"""Deadlines as an iCalendar: whole days that take no time, under case numbers and no names."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event
from icalendar.prop import vDuration

from cases.feeds.queries import Entry

AFTER_MOVING = "Frist efter tilflytning"
READ_AGAIN = timedelta(hours=4)
ONE_DAY = timedelta(days=1)


def calendar(
    entries: Iterable[Entry], *, name: str, at: datetime, url_of: Callable[[str], str]
) -> bytes:
    """`url_of` gives the address of a case by its number."""
    found = Calendar()
    found.add("prodid", "-//Fleksjob//Frister//DA")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", name)
    found.add("refresh-interval", vDuration(READ_AGAIN), parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", vDuration(READ_AGAIN))
    for entry in entries:
        found.add_component(_event(entry, at=at, url=url_of(entry.case.number)))
    content: bytes = found.to_ical()
    return content


def _event(entry: Entry, *, at: datetime, url: str) -> Event:
    """The UID stays when the day moves; SEQUENCE grows each time it does."""
    event = Event()
    event.add("uid", f"{entry.case.number}-{entry.round}-{entry.mark}@fleksjob")
    event.add("sequence", entry.moved)
    event.add("dtstamp", at)
    event.add("dtstart", entry.due)
    event.add("dtend", entry.due + ONE_DAY)
    label = AFTER_MOVING if entry.is_longer else _short(entry.months)
    event.add("summary", f"{label} – sag {entry.case.number}")
    event.add("transp", "TRANSPARENT")
    event.add("url", url)
    return event


def _short(months: int) -> str:
    return f"{months} {'md.' if months == 1 else 'mdr.'}"
