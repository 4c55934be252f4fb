"""The morning's mails: for each person all that they have not been told by mail before.

1. A working day, seven o'clock or later, and tonight's night is finished.
2. Has somebody left whom the night told, the day is planned again: others have their duties now.
3. For each person with something untold, in a transaction of their own: what is left of it.
4. The mail, frozen, and a line for each obligation, also for those that are left out of it.

What was sent before a restore, and what the journal cannot say after it was lost, is told. What
went to an address that was refused is not: it is told once the address is mended.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from cases.findings.models import Finding
from cases.history import Actor
from cases.mail import queries, readdressed, replaying, rules, wishes, wording
from cases.mail.already_done import done_since_told
from cases.mail.models import Mail, MailLine, SentBefore
from cases.mail.wishes import Wish
from cases.nights.models import Night
from cases.people.models import Employee
from cases.reminders import operations as reminders
from cases.reminders.models import Obligation
from cases.reminders.registry import month_url
from cases.reminders.rules import Hat, at_work
from cases.reminders.staff import Staff
from cases.working_days import is_working_day

log = logging.getLogger(__name__)

Outcome = MailLine.Outcome

# Older than this it is no news: it stands in the inbox, and a mail of it would only confuse.
NEWS = timedelta(days=31)
SUNDAY = 7
# A database that is away, or the end of the task's time, is nobody's own failure.
NOT_THE_EMPLOYEE = (OperationalError, InterfaceError, SoftTimeLimitExceeded)
DEADLINES = [Obligation.Kind.M10.value, Obligation.Kind.M12.value, Obligation.Kind.M18.value]


class SomeFailed(Exception):
    """The others got their mail. Names those who did not by number."""


@dataclass
class Morning:
    """What is the same for everybody on the day."""

    at: datetime
    told_until: date | None
    day: date = field(init=False)
    staff: Staff = field(init=False)
    wishes: dict[int, Wish] = field(init=False)

    def __post_init__(self) -> None:
        self.day = local(self.at).date()
        self.staff = Staff(self.day)
        self.wishes = wishes.wishes()

    def wish_of(self, employee_id: int) -> Wish:
        return self.wishes.get(employee_id, Wish())


def compose(*, at: datetime) -> int:
    """How many mails were written. Raises `JournalUnusable`, and `SomeFailed` when all are tried.

    What stands in the way of everybody ends it at once; the next ring goes on from there.
    """
    if not is_time(at):
        return 0
    replaying.catch_up(queries.journal_path())
    state = queries.sender_state()
    morning = Morning(at=at, told_until=state.told_until if state else None)
    if untold(day=morning.day).filter(recipient__is_active=False).exists():
        reminders.plan(day=morning.day, actor=Actor.job("mail"))
    composed, failed = 0, []
    for employee in _with_something_untold(morning):
        try:
            composed += _compose_for(employee, morning)
        except NOT_THE_EMPLOYEE:
            raise
        except Exception:
            log.exception("Medarbejder %s fik ingen mail", employee.pk)
            failed.append(employee.pk)
    if failed:
        raise SomeFailed(f"Ingen mail til medarbejder {', '.join(map(str, failed))}")
    return composed


def is_time(at: datetime) -> bool:
    """Nobody is told half of what a night has to tell."""
    day = local(at).date()
    return (
        local(at).hour >= Wish().earliest
        and is_working_day(day)
        and Night.objects.filter(day=day, finished_at__isnull=False).exists()
    )


def local(at: datetime) -> datetime:
    return at.astimezone(timezone.get_default_timezone())


def untold(*, day: date) -> "QuerySet[Obligation]":
    return Obligation.objects.filter(
        mail_line__isnull=True, night__gt=day - NEWS, night__lte=day
    ).order_by("night", "id")


def _with_something_untold(morning: Morning) -> list[Employee]:
    """Whose hour has come; in order, so that two who compose at once do not wait in a ring."""
    now = local(morning.at).hour
    untold_people = Q(pk__in=untold(day=morning.day).values("recipient"))
    readdressed_people = Q(pk__in=readdressed.refused(since=morning.day - NEWS).values("employee"))
    people = Employee.objects.filter(untold_people | readdressed_people).order_by("pk")
    return [one for one in people if not one.is_active or morning.wish_of(one.pk).earliest <= now]


def _compose_for(employee: Employee, morning: Morning) -> bool:
    with transaction.atomic():
        # Of two who compose at once the second waits here, and finds the mail written.
        Employee.objects.select_for_update(no_key=True).get(pk=employee.pk)
        if _has_todays_mail(employee, morning) or queries.refused_address_of(employee):
            return False
        found = list(untold(day=morning.day).filter(recipient=employee).select_related("case"))
        in_vain = readdressed.told_in_vain(employee, since=morning.day - NEWS)
        outcomes = _outcomes([*in_vain, *found], employee, morning)
        told = [one for one in [*in_vain, *found] if outcomes[one.pk] == Outcome.TOLD]
        mail = _written(employee, told, morning) if told else None
        MailLine.objects.bulk_create(
            MailLine(
                obligation=one,
                mail=mail if outcomes[one.pk] == Outcome.TOLD else None,
                outcome=outcomes[one.pk],
            )
            for one in found
        )
        return mail is not None


def _has_todays_mail(employee: Employee, morning: Morning) -> bool:
    """Also when only the journal remembers it: what is new since then is told tomorrow."""
    name = _message_id(employee, morning.day)
    return (
        Mail.objects.filter(employee=employee, day=morning.day).exists()
        or SentBefore.objects.filter(message_id=name).exists()
    )


def _outcomes(
    found: Sequence[Obligation], employee: Employee, morning: Morning
) -> dict[int, Outcome]:
    digests = {one.pk: rules.digest(key=one.key, username=employee.username) for one in found}
    sent_before = set(SentBefore.objects.in_bulk(list(digests.values())))
    open_to = morning.staff.may_open(employee.pk, Q(pk__in={one.case_id for one in found}))
    done = done_since_told(found)
    wish = morning.wish_of(employee.pk)

    def outcome(one: Obligation) -> Outcome:
        if not employee.is_active:
            return Outcome.LEFT
        if digests[one.pk] in sent_before:
            return Outcome.SENT_BEFORE
        if morning.told_until and one.night <= morning.told_until:
            return Outcome.SENT_BEFORE
        if not wish.wants(one.kind):
            return Outcome.SWITCHED_OFF
        if not _still_theirs(one, open_to, morning):
            return Outcome.NO_ACCESS
        return Outcome.DONE if one.pk in done else Outcome.TOLD

    return {one.pk: outcome(one) for one in found}


def _still_theirs(one: Obligation, open_to: frozenset[int], morning: Morning) -> bool:
    if one.case_id is not None:
        return one.case_id in open_to
    return one.recipient_id in morning.staff.wearing(Hat.TEAM_LEADER, one.jobcenter_id)


def _written(employee: Employee, told: Sequence[Obligation], morning: Morning) -> Mail:
    lines = [_line(one, morning.day) for one in told]
    if morning.day.weekday() == 0:
        lines += _rest_of_the_week(employee, morning)
    lines = wording.ordered(lines)
    said = {
        "all_url": settings.SITE_URL + reverse("home"),
        "settings_url": settings.SITE_URL + reverse("mail_indstillinger"),
    }
    subject = wording.subject(lines)
    html = {"subject": subject, "sections": list(wording.sections(lines)), **said}
    return Mail.objects.create(
        employee=employee,
        day=morning.day,
        message_id=_message_id(employee, morning.day),
        from_address=settings.DEFAULT_FROM_EMAIL,
        to_address=employee.email,
        subject=subject,
        text=wording.text(lines, **said),
        html=render_to_string("mail/daily.html", {**html, "more": wording.how_many_more(lines)}),
        unsubscribe_url=wishes.unsubscribe_url(employee.pk),
        composed_at=morning.at,
        digests=[rules.digest(key=one.key, username=employee.username) for one in told],
    )


def _rest_of_the_week(employee: Employee, morning: Morning) -> list[wording.Line]:
    """Deadlines told before that are still open and fall before the week is over."""
    sunday = morning.day + timedelta(days=SUNDAY - morning.day.isoweekday())
    known = Obligation.objects.filter(
        recipient=employee, due__range=(morning.day, sunday), kind__in=DEADLINES
    ).select_related("case__citizen__next_step")
    open_to = morning.staff.may_open(employee.pk, Q(pk__in=known.values("case")))
    wish = morning.wish_of(employee.pk)
    return [
        _line(one, morning.day, section=wording.THIS_WEEK)
        for one in known
        if one.case_id in open_to and wish.wants(one.kind) and _still_stands(one)
        if _is_still_asked_of(one, morning.staff)
    ]


def _is_still_asked_of(one: Obligation, staff: Staff) -> bool:
    """The case may have changed hands since, and the one who was away be back."""
    asked = one.in_place_of_id or one.recipient_id
    if one.in_place_of_id and at_work(asked, staff.deputies) != one.recipient_id:
        return False
    assert one.case
    place = one.case.jobcenter_id
    hats = [(Hat.TEAM, place), (Hat.TEAM_LEADER, place), (Hat.PAYMENT_OFFICE, None)]
    return asked == one.case.caseworker_id or any(asked in staff.wearing(*hat) for hat in hats)


def _still_stands(one: Obligation) -> bool:
    """The round in hand has it on that day, and has not come past it."""
    assert one.case
    step = one.case.citizen.next_step
    if step.round is None or DEADLINES.index(one.kind) < DEADLINES.index(step.kind):
        return False
    found = Finding.objects.filter(citizen=one.case.citizen_id, round=step.round)
    return found.filter(**{one.kind: one.due}).exists()


def _line(one: Obligation, day: date, *, section: str = "") -> wording.Line:
    return wording.Line(
        section=section
        or wording.section_of(due=one.due, day=day, is_deadline=one.kind in DEADLINES),
        case_number=one.case.number if one.case else "",
        task=one.task,
        due=one.due,
        url=settings.SITE_URL
        + (reverse("sag", args=[one.case.number]) if one.case else month_url()),
    )


def _message_id(employee: Employee, day: date) -> str:
    return rules.message_id(username=employee.username, day=day, host=settings.SITE_HOST)
