"""A CPR number that was never the citizen's: taken from them, and free for whoever has it."""

from collections.abc import Iterator
from datetime import date, datetime

from cases.citizens import operations, queries
from cases.citizens.cpr import Cpr
from cases.citizens.encryption import digests
from cases.citizens.models import Citizen, CprDigest, CprNumber, CprWithdrawal, Inhabilitet
from cases.history import Actor, change
from cases.people.models import Employee

WITHDRAWN = "Cpr-nummer trukket tilbage"
OWN_NUMBER = "Medarbejderens eget cpr-nummer stod på borgeren, til det blev trukket tilbage"


def put_right(
    *, citizen: Citizen, cpr: Cpr, valid_from: date, reason: str, put_right_by: Employee
) -> CprNumber:
    """The number in use was mistyped, or is another's: the right one takes its place.

    1. Give the right number; it may be one that the citizen had before.
    2. Withdraw the mistaken one: no look-up finds the citizen by it, and another may be given it.
    3. Keep the door shut to an employee whose own it is, until a leader lifts that.

    What came in under the mistaken number stays with the citizen.
    Raises CprBelongsToAnother, AlreadyInUse, ReasonMissing.
    """
    if not reason:
        raise operations.ReasonMissing
    actor = Actor.employee(put_right_by)
    with change(actor=actor, reason=f"{WITHDRAWN}: {reason}"):
        current = Citizen.objects.select_for_update().get(pk=citizen.pk)
        mistaken = queries.row_in_use(current)
        given = operations.add_cpr_number(
            citizen=current, cpr=cpr, valid_from=valid_from, reason=reason, actor=actor
        )
        if mistaken is not None:
            first = mistaken.repeats or mistaken
            _withdraw(first, reason=reason, withdrawn_by=put_right_by)
    return given


def bar_from_withdrawn(*, employee: Employee, number: Cpr) -> None:
    """One who enters, after the withdrawal, the number as their own; what is lifted stays lifted.

    The digests are gone, so every withdrawn number is opened for it; there are few.
    """
    barred = Inhabilitet.objects.filter(employee=employee, reason=OWN_NUMBER)
    others = CprWithdrawal.objects.exclude(number__citizen__in=barred.values("citizen"))
    for withdrawal in others.select_related("number__citizen", "withdrawn_by"):
        if queries.opened(withdrawal.number).digits == number.digits:
            _bar(employee, withdrawal, actor=Actor.employee(employee))


def _given_at(number: CprNumber) -> datetime | None:
    """When it was first given, for it found the citizen from then on, also while another was in use.

    None when the citizen was registered with it. History has one such row for each later number.
    """
    citizen = Citizen.objects.get(pk=number.citizen_id)
    given = citizen.history.filter(
        history_change_reason__regex=f"^({operations.NEW_NUMBER}|{operations.EARLIER_NUMBER})"
    )
    before = CprNumber.objects.filter(citizen=citizen, pk__lt=number.pk).count()
    moments = given.order_by("history_id").values_list("history_date", flat=True)
    return moments[before - 1 : before].first() if before else None


def _withdraw(number: CprNumber, *, reason: str, withdrawn_by: Employee) -> None:
    """The mark stands before the digests go: the database lets them go for nothing else."""
    citizen = Citizen.objects.get(pk=number.citizen_id)
    citizen.version += 1
    citizen.save(update_fields=["version"])
    told = citizen.history.latest("history_id")
    withdrawal = CprWithdrawal.objects.create(
        number=number,
        stood_from=_given_at(number),
        at=told.history_date,
        withdrawn_by=withdrawn_by,
        reason=reason,
    )
    CprDigest.objects.filter(number=number).delete()
    for employee in _who_have(queries.opened(number)):
        _bar(employee, withdrawal, actor=Actor.employee(withdrawn_by))


def _who_have(number: Cpr) -> Iterator[Employee]:
    """As their own, under any look-up key in use."""
    own = [value for _, value in sorted(digests(number.digits).items())]
    yield from Employee.objects.filter(cpr_digests__digest__in=own).distinct()


def _bar(employee: Employee, withdrawal: CprWithdrawal, *, actor: Actor) -> None:
    citizen = withdrawal.number.citizen
    standing = Inhabilitet.objects.filter(employee=employee, citizen=citizen, lifted_by=None)
    if standing.exists():
        return
    with change(actor=actor):
        Inhabilitet.objects.create(
            employee=employee,
            citizen=citizen,
            registered_by=withdrawal.withdrawn_by,
            reason=OWN_NUMBER,
        )
