"""Finding a citizen by number, and reading the number back."""

from collections.abc import Iterator

from cases.citizens import cpr
from cases.citizens.encryption import digests, unseal
from cases.citizens.models import Citizen, CprDigest, CprNumber


def citizen_with_cpr(number: cpr.Cpr) -> Citizen | None:
    """Also by a number the citizen no longer uses, unless it is withdrawn."""
    row = first_row(number)
    return row.citizen if row else None


def first_row(number: cpr.Cpr) -> CprNumber | None:
    """Whoever's number it is: the one row that it is looked up by."""
    for version, value in digests(number.digits).items():
        found = CprDigest.objects.filter(key_version=version, digest=value).select_related(
            "number__citizen"
        )
        if (row := found.first()) is not None:
            return row.number
    return None


def current_cpr(citizen: Citizen) -> cpr.Cpr | None:
    number = row_in_use(citizen)
    return opened(number) if number else None


def row_in_use(citizen: Citizen) -> CprNumber | None:
    """The one entered last: a first number holds only from the day it was registered here."""
    return CprNumber.objects.filter(citizen=citizen).order_by("id").last()


def with_another_birth_date() -> Iterator[Citizen]:
    """Those whose birth date is not that of the number in use; every number is opened for it."""
    in_use = CprNumber.objects.order_by("citizen_id", "-id").distinct("citizen_id")
    for number in in_use.select_related("citizen").iterator(chunk_size=1000):
        if opened(number).birth_date != number.citizen.birth_date:
            yield number.citizen


def opened(number: CprNumber) -> cpr.Cpr:
    digits = unseal(number.ciphertext, bound_to=str(number.citizen_id), version=number.key_version)
    return cpr.parse(digits)
