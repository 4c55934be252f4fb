"""Each employee's own CPR number, kept only as a keyed digest: it closes the door to their own case."""

from hmac import compare_digest

from django.db import transaction
from django.db.models import QuerySet

from cases.citizens import withdrawals
from cases.citizens.cpr import Cpr
from cases.citizens.encryption import digests, lookup_key_version
from cases.people.models import Employee, EmployeeCprDigest


class NotTheNumberEnteredBefore(Exception):
    """Another number would open the door to one's own case."""


def entered() -> QuerySet[EmployeeCprDigest]:
    """Numbers entered since the look-up key was last changed; the others are asked for again."""
    return EmployeeCprDigest.objects.filter(key_version=lookup_key_version())


def is_own(*, employee: Employee, number: Cpr) -> bool:
    """Whether it is the number that the employee has entered, under any look-up key in use."""
    own = EmployeeCprDigest.objects.filter(employee=employee)
    return any(
        own.filter(key_version=version, digest=value).exists()
        for version, value in digests(number.digits).items()
    )


@transaction.atomic
def register_own_cpr(*, employee: Employee, number: Cpr) -> None:
    """One digest for each look-up key in use; entering the same number again changes nothing.

    A number that stood on a citizen by mistake closes that citizen to the one whose own it is.
    Raises NotTheNumberEnteredBefore.
    """
    # One employee at a time: two answers sent at once must be the same number.
    Employee.objects.select_for_update().get(pk=employee.pk)
    entered = digests(number.digits)
    for known in EmployeeCprDigest.objects.filter(employee=employee):
        if known.key_version not in entered:
            continue
        if not compare_digest(bytes(known.digest), entered.pop(known.key_version)):
            raise NotTheNumberEnteredBefore
    if not entered:
        return
    EmployeeCprDigest.objects.bulk_create(
        EmployeeCprDigest(employee=employee, key_version=version, digest=value)
        for version, value in entered.items()
    )
    withdrawals.bar_from_withdrawn(employee=employee, number=number)
