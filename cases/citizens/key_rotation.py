"""New keys for old: the encryption of CPR numbers, and apart from it the keyed digests to look them up.

Each step takes a number of rows in a transaction of its own and leaves out what is done: killed
midway, it goes on from there; run twice, it changes nothing more.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Exists, Model, OuterRef, QuerySet

from cases.citizens import registry
from cases.citizens.encryption import (
    cpr_key_version,
    cpr_key_versions,
    digest,
    lookup_key_version,
    seal,
    unseal,
)
from cases.citizens.models import CprDigest, CprNumber, CprWithdrawal
from cases.danish import numbers
from cases.people.models import Employee, EmployeeCprDigest

SealedRow = TypeVar("SealedRow", bound=Model)

AT_ONCE = 1000
NAMED = 20


@dataclass
class LookupKeyInUse(Exception):
    """`version` is still needed: by whom, in words for the one who runs the command."""

    reason: str

    def __str__(self) -> str:
        return self.reason


def numbers_under_an_old_key() -> QuerySet[CprNumber]:
    return CprNumber.objects.exclude(key_version=cpr_key_version()).order_by("pk")


def numbers_without_digest() -> QuerySet[CprNumber]:
    """Of the look-up key in use. A number given again is looked up by its first row, a withdrawn one not."""
    digests = CprDigest.objects.filter(number=OuterRef("pk"), key_version=lookup_key_version())
    withdrawn = CprWithdrawal.objects.filter(number=OuterRef("pk"))
    looked_up = CprNumber.objects.filter(~Exists(withdrawn), repeats__isnull=True)
    return looked_up.filter(~Exists(digests)).order_by("pk")


def reseal_cpr_numbers() -> Iterator[int]:
    """How many numbers each step has given the encryption key in use."""
    while count := _reseal_some():
        yield count


@transaction.atomic
def reseal_some(rows: "QuerySet[SealedRow]", *, owner: Callable[[SealedRow], str]) -> int:
    """For what others keep sealed with the same keys: `owner` is what each row is bound to.

    A row whose key is gone cannot be opened, and is left to run out.
    """
    old = rows.exclude(key_version=cpr_key_version()).filter(key_version__in=cpr_key_versions())
    found = list(old.order_by("pk").select_for_update(of=("self",), skip_locked=True)[:AT_ONCE])
    for row in found:
        sealed: Any = row
        text = unseal(sealed.ciphertext, bound_to=owner(row), version=sealed.key_version)
        sealed.ciphertext, sealed.key_version = seal(text, bound_to=owner(row))
    rows.model._default_manager.bulk_update(found, ["ciphertext", "key_version"])
    return len(found)


def add_digests() -> Iterator[int]:
    """How many numbers each step has given a digest of the look-up key in use."""
    while count := _add_some():
        yield count


def employees_to_ask_again(*, version: int) -> QuerySet[Employee]:
    """Active employees whose own number is known by this look-up key only."""
    by_current = EmployeeCprDigest.objects.filter(
        employee=OuterRef("pk"), key_version=lookup_key_version()
    )
    return (
        Employee.objects.filter(is_active=True, cpr_digests__key_version=version)
        .filter(~Exists(by_current))
        .order_by("name")
    )


@transaction.atomic
def drop_lookup_key(*, version: int) -> int:
    """Raises LookupKeyInUse; else every digest made with the key is gone. How many there were."""
    if version == lookup_key_version():
        raise LookupKeyInUse(f"Opslagsnøgle {version} er den, der bruges nu.")
    if missing := numbers_without_digest().count():
        raise LookupKeyInUse(
            f"{numbers.counted(missing, 'cpr-nummer', 'cpr-numre')} mangler den nye opslagsnøgle."
        )
    if waiting := list(employees_to_ask_again(version=version).values_list("username", flat=True)):
        names = ", ".join(waiting[:NAMED]) + (" …" if len(waiting) > NAMED else "")
        raise LookupKeyInUse(
            f"{len(waiting)} aktive medarbejdere har ikke skrevet deres cpr-nummer igen: {names}."
        )
    _allow_rotation()
    of_citizens, _ = CprDigest.objects.filter(key_version=version).delete()
    EmployeeCprDigest.objects.filter(key_version=version).delete()
    for let_go in registry.digest_keepers():
        let_go(version=version)
    return of_citizens


@transaction.atomic
def _reseal_some() -> int:
    """Two runs at once share the work: each leaves out the rows that the other holds."""
    rows = list(numbers_under_an_old_key().select_for_update(skip_locked=True)[:AT_ONCE])
    for row in rows:
        row.ciphertext, row.key_version = seal(_digits(row), bound_to=str(row.citizen_id))
    _allow_rotation()
    CprNumber.objects.bulk_update(rows, ["ciphertext", "key_version"])
    return len(rows)


@transaction.atomic
def _add_some() -> int:
    rows = list(numbers_without_digest().select_for_update(skip_locked=True)[:AT_ONCE])
    version = lookup_key_version()
    CprDigest.objects.bulk_create(
        CprDigest(number=row, key_version=version, digest=digest(_digits(row), version=version))
        for row in rows
    )
    return len(rows)


def _digits(row: CprNumber) -> str:
    return unseal(row.ciphertext, bound_to=str(row.citizen_id), version=row.key_version)


def _allow_rotation() -> None:
    """The trigger on the table lets ciphertext change only where this is set; gone with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('fleksjob.skift_noegle', 'ja', true)")
