"""What stood in a mail that the mail server took for no address, once the address is mended.

The mail itself is frozen, its address too; what it told is told again, in the next one.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import F, QuerySet

from cases.mail import rules
from cases.mail.models import Mail
from cases.people.models import Employee
from cases.reminders.models import Obligation


def refused(*, since: date) -> QuerySet[Mail]:
    """Under an address that its employee has no longer."""
    state = Mail.State.ADDRESS_REFUSED
    theirs = Mail.objects.filter(state=state, day__gt=since, employee__is_active=True)
    return theirs.exclude(to_address=F("employee__email"))


def told_in_vain(employee: Employee, *, since: date) -> Sequence[Obligation]:
    """What none of the mails that were written since has told."""
    mails = refused(since=since).filter(employee=employee)
    lines = Obligation.objects.filter(mail_line__mail__in=mails).select_related("case")
    if not (found := list(lines.order_by("night", "id"))):
        return []
    others = Mail.objects.filter(employee=employee, day__gt=since).exclude(pk__in=mails)
    told = {digest for digests in others.values_list("digests", flat=True) for digest in digests}
    return [
        one for one in found if rules.digest(key=one.key, username=employee.username) not in told
    ]
