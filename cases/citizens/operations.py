"""What is done to a citizen's record: registered, renamed, given a new number, marked."""

from datetime import date

from django.db import IntegrityError

from cases.citizens import queries
from cases.citizens.cpr import Cpr
from cases.citizens.encryption import digests, seal
from cases.citizens.models import Citizen, CprDigest, CprNumber
from cases.history import Actor, change

NEW_NUMBER = "Nyt cpr-nummer"
BY_THE_NUMBER = "Fødselsdatoen rettet efter cpr-nummeret"


class CprBelongsToAnother(Exception):
    """The number is already another citizen's; say only that, and where their case is handled."""


def register_citizen(*, name: str, cpr: Cpr, as_of: date, actor: Actor) -> Citizen:
    """Raises CprBelongsToAnother."""
    with change(actor=actor):
        citizen = Citizen.objects.create(name=name, birth_date=cpr.birth_date)
        _seal_number(citizen, cpr, as_of)
    return citizen


def add_cpr_number(*, citizen: Citizen, cpr: Cpr, valid_from: date, actor: Actor) -> CprNumber:
    """A new number for the same citizen; the old ones stay and still find them.

    Numbers stand outside history, so it is the citizen's own that tells when it happened and by whom.
    """
    with change(actor=actor, reason=NEW_NUMBER):
        current = Citizen.objects.select_for_update().get(pk=citizen.pk)
        current.version += 1
        current.birth_date = cpr.birth_date
        current.save(update_fields=["version", "birth_date"])
        return _seal_number(current, cpr, valid_from)


def correct_birth_date(*, citizen: Citizen, actor: Actor) -> bool:
    """To that of the number in use; False when it stands so already."""
    with change(actor=actor, reason=BY_THE_NUMBER):
        current = Citizen.objects.select_for_update().get(pk=citizen.pk)
        number = queries.current_cpr(current)
        if number is None or number.birth_date == current.birth_date:
            return False
        current.birth_date = number.birth_date
        current.version += 1
        current.save(update_fields=["birth_date", "version"])
        return True


def _seal_number(citizen: Citizen, cpr: Cpr, valid_from: date) -> CprNumber:
    ciphertext, version = seal(cpr.digits, bound_to=str(citizen.pk))
    number = CprNumber.objects.create(
        citizen=citizen, ciphertext=ciphertext, key_version=version, valid_from=valid_from
    )
    try:
        CprDigest.objects.bulk_create(
            CprDigest(number=number, key_version=key_version, digest=value)
            for key_version, value in digests(cpr.digits).items()
        )
    except IntegrityError as error:
        raise CprBelongsToAnother from error
    return number
