"""A night that is owed or red at six, told by mail straight to the mail server.

Without Celery, broker and beat: it is these that may be dead. Once a day, numbers only.

1. Look: is it time, is something wrong, has it been told today?
2. Send, and note the day only then. Killed in between, it is told twice rather than never.
"""

import logging
import uuid
from collections.abc import Iterable
from datetime import date, datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection

from cases.danish import dates
from cases.nights import queries, words
from cases.nights.models import NightAlarm
from cases.nights.queries import Tonight
from cases.nights.rules import in_denmark, is_time_for_alarm
from cases.people import addresses
from cases.people.models import Employee, Role, RoleAssignment

log = logging.getLogger(__name__)

ONE_ALARM = 740_005  # the advisory lock: of two who look at once, one tells


class NobodyToTell(Exception):
    """Neither a technical contact nor a teamchef with an address."""


class NotSent(Exception):
    """The mail server is away or refuses, or the settings lead to none. Carries what was answered."""


def tell_of_a_bad_night(*, at: datetime) -> int:
    """How many were written to; 0 when nothing is wrong, when it is told, or when it is too early.

    Raises NobodyToTell and NotSent.
    """
    today = in_denmark(at).date()
    if not is_time_for_alarm(at):
        return 0
    tonight = queries.tonight(at=at)
    if not tonight.state.needs_someone or not _ours_to_tell():
        return 0
    try:
        if NightAlarm.objects.filter(day=today).exists():
            return 0
        told = _send(_subject(today), _text(tonight), teamchefs(as_of=today), key=today.isoformat())
        NightAlarm.objects.create(day=today, state=tonight.state)
        return told
    finally:
        _let_go()


def tell_of_a_silent_database() -> int:
    """Only to the technical contact: who else there is stands in the database. Raises as the other."""
    text = (
        "Fleksjobs database svarer ikke, så natten kan ikke køre, og siderne er lukkede.\n\n"
        "Se driftsvejledningen, »Når noget er rødt«."
    )
    return _send("Fleksjob: databasen svarer ikke", text, [], key=str(uuid.uuid4()))


def teamchefs(*, as_of: date) -> list[str]:
    """Their addresses, today, across the municipality."""
    roles = RoleAssignment.objects.filter(role=Role.TEAM_LEADER).in_force(as_of=as_of)
    active = Employee.objects.filter(is_active=True, role_assignments__in=roles)
    return sorted(set(active.exclude(email="").values_list("email", flat=True)))


def _subject(today: date) -> str:
    return f"Fleksjob: natten til {dates.numeric(today)} er ikke, som den skal være"


def _text(tonight: Tonight) -> str:
    told = words.told(tonight)
    page = f"{settings.SITE_URL}/nat/"
    return f"{told.headline}\n\n{told.what_to_do}\n\nSe nattens kørsel: {page}\n".replace(
        "\xa0", " "
    )


def _send(subject: str, text: str, others: Iterable[str], *, key: str) -> int:
    """Colleagues' addresses are not shown to one another."""
    contacts, hidden = _writable(settings.NIGHT_ALARM_TO), _writable(others)
    if not contacts and not hidden:
        raise NobodyToTell("Ingen at skrive til: sæt FLEXJOB_DRIFT_MAIL")
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"fleksjob:nat:{key}")
    mail = EmailMessage(
        subject=subject,
        body=text,
        to=contacts,
        bcc=hidden,
        headers={
            "Message-ID": f"<{name}@{settings.SITE_HOST}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    try:
        mail.send()
    except (OSError, SMTPException, ValueError) as failure:  # ValueError: a name that is none
        raise NotSent(f"{type(failure).__name__}: {failure}") from failure
    return len(contacts) + len(hidden)


def _writable(found: Iterable[str]) -> list[str]:
    """All stand on one mail, so a single bad address would keep it from everybody."""
    known = list(found)
    written = [one for one in known if addresses.can_be_written_to(one)]
    if left_out := len(known) - len(written):
        log.warning("%s adresser kan ingen mail sendes til; ret dem", left_out)
    return written


def _ours_to_tell() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_ALARM])
        return bool(cursor.fetchone()[0])


def _let_go() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_ALARM])
