"""Where the books do not tally: each function names what should be there and is not."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.mail import queries as mail
from cases.mail import rules, wishes
from cases.mail.models import Mail, MailLine, RefusedAddress, SentBefore
from cases.nights.models import Night
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
    wanted = wishes.wishes()
    excused = _excused()
    recent = Obligation.objects.filter(
        mail_line__isnull=True, night__gt=day - LOOKS_BACK, night__lte=mailed_on
    ).select_related("recipient")
    for one in recent.iterator():
        hour = wanted.get(one.recipient_id, wishes.Wish()).earliest
        if at - AN_HOUR < _moment(mailed_on, hour) or one.recipient_id in excused:
            continue
        if not _came_after_the_mail(one, mailed_on) and not _mail_is_in_the_journal(one, mailed_on):
            yield one.key


def told_only_to_who_left(*, day: date) -> list[str]:
    """Left out of the mail because the person had left; it still stands, and nobody has it now."""
    left_out = MailLine.objects.filter(
        outcome=MailLine.Outcome.LEFT, obligation__night__gt=day - LOOKS_BACK
    )
    night = _latest_night()
    if night is None or not left_out.exists():
        return []
    cases = set(left_out.values_list("obligation__case", flat=True))
    return reminders.unheard(day=night.day, case_ids=cases - {None})


def _latest_night() -> Night | None:
    return Night.objects.filter(finished_at__isnull=False).order_by("day").last()


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _excused() -> set[int]:
    """Their address is refused, which is told where addresses are mended."""
    refused = RefusedAddress.objects.select_related("employee")
    return {one.employee_id for one in refused if one.address == one.employee.email}


def _came_after_the_mail(one: Obligation, day: date) -> bool:
    """It is told the next working day."""
    mails = Mail.objects.filter(employee=one.recipient_id, day=day)
    return mails.filter(composed_at__lte=one.recorded_at).exists()


def _mail_is_in_the_journal(one: Obligation, day: date) -> bool:
    """Sent before a restore: what it did not tell is told the next working day."""
    name = rules.message_id(username=one.recipient.username, day=day, host=settings.SITE_HOST)
    return SentBefore.objects.filter(message_id=name).exists()
