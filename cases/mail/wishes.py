"""What each person wants by mail, and the signed link by which they can leave it without logging in."""

from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from cases.history import Actor, change
from cases.mail.models import MailWish
from cases.people.models import Employee

SALT = "cases.mail.afmeld"


@dataclass(frozen=True)
class Wish:
    is_on: bool = True
    earliest: int = MailWish.EARLIEST
    kinds_off: frozenset[str] = field(default_factory=frozenset)

    def wants(self, kind: str) -> bool:
        return self.is_on and kind not in self.kinds_off


def wishes() -> dict[int, Wish]:
    """By employee, of those who have said anything."""
    return {
        wish.employee_id: Wish(wish.is_on, wish.earliest, frozenset(wish.kinds_off))
        for wish in MailWish.objects.all()
    }


def wish_of(employee: Employee) -> MailWish:
    """Not saved when nothing has been said."""
    return MailWish.objects.filter(employee=employee).first() or MailWish(employee=employee)


def save(wish: MailWish, *, actor: Actor) -> None:
    with change(actor=actor):
        wish.save()


def switch_off(employee: Employee, *, actor: Actor) -> None:
    """The inbox goes on as before: it is the reminder, the mail only a bell."""
    with change(actor=actor):
        wish = MailWish.objects.select_for_update().filter(employee=employee).first()
        wish = wish or MailWish(employee=employee)
        if wish.is_on:
            wish.is_on = False
            wish.save()


def unsubscribe_url(employee_id: int) -> str:
    path = reverse("mail_afmeld", args=[employee_id, signature_of(employee_id)])
    return f"{settings.SITE_URL}{path}"


def signature_of(employee_id: int) -> UUID:
    """A UUID, for an address has room for nothing but numbers of ours."""
    return UUID(bytes=salted_hmac(SALT, str(employee_id), algorithm="sha256").digest()[:16])


def employee_of(*, employee_id: int, signature: UUID) -> Employee | None:
    """None for a link that is not ours, or whose employee has left."""
    if not constant_time_compare(str(signature), str(signature_of(employee_id))):
        return None
    return Employee.objects.filter(pk=employee_id, is_active=True).first()
