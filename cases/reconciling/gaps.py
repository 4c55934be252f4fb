"""Where the books do not tally: each function names what should be there and is not."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cases.mail import queries as mail
from cases.mail import rules, wishes
from cases.mail.models import Mail, MailLine, RefusedAddress, SentBefore
from cases.nights.models import Night
from cases.people.models import Employee
from cases.reconciling.models import Defect, ExpectedObligation
from cases.reminders import operations as reminders
from cases.reminders import untold as cases_untold
from cases.reminders.models import Obligation
from cases.reminders.untold import Lacks
from cases.working_days import last_working_day_on_or_before

Kind = Defect.Kind
LACKS = {Lacks.ALL: Kind.NOBODY, Lacks.TEAM_LEADER: Kind.NO_LEADER}

AN_HOUR = timedelta(hours=1)
LOOKS_BACK = timedelta(days=31)


def all_gaps(*, at: datetime) -> set[tuple[str, str]]:
    day = at.astimezone(timezone.get_default_timezone()).date()
    found = {(LACKS[lacks].value, str(case_id)) for lacks, case_id in nobody_to_tell(day=day)}
    found |= {(Kind.UNTOLD.value, key) for key in untold(day=day)}
    found |= {(Kind.NO_NOTICE.value, key) for key in without_notice(day=day)}
    if mail.is_set_up():
        found |= {(Kind.UNMAILED.value, key) for key in unmailed(at=at, day=day)}
        found |= {(Kind.UNSENT.value, name) for name in unsent(at=at)}
        found |= {(Kind.LEFT.value, key) for key in told_only_to_who_left(day=day)}
    return found


def nobody_to_tell(*, day: date) -> Iterator[tuple[Lacks, int]]:
    """Of the latest night; what it could not tell, the next one tells once there is somebody."""
    night = _latest_night()
    return cases_untold.still_untold(night=night.day, as_of=day) if night else iter(())


def untold(*, day: date) -> Iterator[str]:
    told = Obligation.objects.filter(key=OuterRef("key"))
    expected = ExpectedObligation.objects.filter(night__gt=day - LOOKS_BACK)
    return expected.exclude(Exists(told)).values_list("key", flat=True).iterator()


def without_notice(*, day: date) -> Iterator[str]:
    recent = Obligation.objects.filter(night__gt=day - LOOKS_BACK, notice__isnull=True)
    return recent.values_list("key", flat=True).iterator()


def unsent(*, at: datetime) -> Iterator[str]:
    late = Q(state=Mail.State.WAITING, composed_at__lt=at - AN_HOUR)
    given_up = Q(state=Mail.State.GIVEN_UP, composed_at__gt=at - LOOKS_BACK)
    return Mail.objects.filter(late | given_up).values_list("message_id", flat=True).iterator()


def unmailed(*, at: datetime, day: date) -> Iterator[str]:
    """An hour after each person's own hour of the latest working day, if its night was ready then."""
    mailed_on = last_working_day_on_or_before(day)
    night = Night.objects.filter(day=mailed_on, finished_at__isnull=False).first()
    if night is None or night.finished_at is None or night.finished_at > at - AN_HOUR:
        return
    recent = Obligation.objects.filter(
        mail_line__isnull=True, night__gt=day - LOOKS_BACK, night__lte=mailed_on
    )
    wanted, mailed_at = wishes.wishes(), _mailed_at(mailed_on)
    excused = _excused() | _mailed_before_a_restore(recent, mailed_on)
    rows = recent.values_list("key", "recipient", "recorded_at")
    for key, recipient, told_at in rows.iterator():
        hour = wanted.get(recipient, wishes.Wish()).earliest
        if at - AN_HOUR < _moment(mailed_on, hour) or recipient in excused:
            continue
        # What came after the day's mail is told the next working day.
        if recipient not in mailed_at or told_at < mailed_at[recipient]:
            yield key


def told_only_to_who_left(*, day: date) -> list[str]:
    """Left out of the mail because the person had left; it still stands, and nobody has it now."""
    if (night := _latest_night()) is None:
        return []
    left_out = Obligation.objects.filter(
        mail_line__outcome=MailLine.Outcome.LEFT, night__gt=day - LOOKS_BACK
    )
    return reminders.unheard(day=night.day, left_out=left_out)


def _latest_night() -> Night | None:
    return Night.objects.filter(finished_at__isnull=False).order_by("day").last()


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _excused() -> set[int]:
    """Their address is refused, which is told where addresses are mended."""
    refused = RefusedAddress.objects.select_related("employee")
    return {one.employee_id for one in refused if one.address == one.employee.email}


def _mailed_at(day: date) -> dict[int, datetime]:
    return dict(Mail.objects.filter(day=day).values_list("employee", "composed_at"))


def _mailed_before_a_restore(among: QuerySet[Obligation], day: date) -> set[int]:
    """By the journal: what that mail did not tell is told the next working day."""
    people = Employee.objects.filter(pk__in=among.values("recipient"))
    names = {
        rules.message_id(username=username, day=day, host=settings.SITE_HOST): pk
        for pk, username in people.values_list("pk", "username")
    }
    known = SentBefore.objects.filter(message_id__in=names)
    return {names[name] for name in known.values_list("message_id", flat=True)}
