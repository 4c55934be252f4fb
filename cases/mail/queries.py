"""Whether mail is set up, and what the pages say when it does not get through."""

from pathlib import Path

from django.conf import settings

from cases.mail.models import RefusedAddress, SenderState
from cases.people.models import Employee


def is_set_up() -> bool:
    """Without a mail server there is the inbox, and nothing is composed that nobody would send."""
    return bool(settings.EMAIL_HOST or settings.EMAIL_FILE_PATH)


def journal_path() -> Path | None:
    return Path(settings.MAIL_JOURNAL) if settings.MAIL_JOURNAL else None


def sender_state() -> SenderState | None:
    return SenderState.objects.filter(pk=SenderState.ONLY).first()


def refused_address_of(employee: Employee) -> RefusedAddress | None:
    """While it is still the employee's; who has left has no use of it."""
    if not employee.is_active:
        return None
    return RefusedAddress.objects.filter(employee=employee, address=employee.email).first()
