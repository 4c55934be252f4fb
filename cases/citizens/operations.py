"""What is done to a citizen's record: registered, renamed, given a new number, marked."""

from datetime import date

from django.db import IntegrityError, transaction

from cases.citizens import queries
from cases.citizens.cpr import Cpr
from cases.citizens.encryption import digests, seal
from cases.citizens.models import Citizen, CprDigest, CprNumber
from cases.history import Actor, change

NEW_NUMBER = "Nyt cpr-nummer"
EARLIER_NUMBER = "Tidligere cpr-nummer gælder igen"
BY_THE_NUMBER = "Fødselsdatoen rettet efter cpr-nummeret"


class CprBelongsToAnother(Exception):
    """The number is already another citizen's; say only that, and where their case is handled."""


def register_citizen(*, name: str, cpr: Cpr, as_of: date, actor: Actor) -> Citizen:
    """Raises CprBelongsToAnother."""
    with change(actor=actor):
        citizen = Citizen.objects.create(name=name, birth_date=cpr.birth_date)
        _seal_number(citizen, cpr, as_of)
    return citizen


class AlreadyInUse(Exception):
    """The number is the one the citizen has."""


class ReasonMissing(Exception):
    """A number the citizen had before takes back another; only a person can say why."""


def add_cpr_number(
    *, citizen: Citizen, cpr: Cpr, valid_from: date, actor: Actor, reason: str = ""
) -> CprNumber:
    """Another number for the same citizen; the others stay and still find them.

    A number given by mistake is taken back by giving the right one again, with a reason. Numbers
    stand outside history, so it is the citizen's own that tells when it happened, by whom and why.
    Raises CprBelongsToAnother, AlreadyInUse, ReasonMissing.
    """
    with transaction.atomic():
        current = Citizen.objects.select_for_update().get(pk=citizen.pk)
        first = _first_of_theirs(current, cpr)
        if first is not None and not reason:
            raise ReasonMissing
        what = EARLIER_NUMBER if first else NEW_NUMBER
        with change(actor=actor, reason=f"{what}: {reason}" if reason else what):
            current.version += 1
            current.birth_date = cpr.birth_date
            current.save(update_fields=["version", "birth_date"])
        return _seal_number(current, cpr, valid_from, repeats=first)


def _first_of_theirs(citizen: Citizen, cpr: Cpr) -> CprNumber | None:
    """None when nobody had the number. Raises CprBelongsToAnother, AlreadyInUse."""
    first, latest = queries.first_row(cpr), queries.row_in_use(citizen)
    if first is None:
        return None
    if first.citizen_id != citizen.pk:
        raise CprBelongsToAnother
    if latest is not None and first.pk in (latest.pk, latest.repeats_id):
        raise AlreadyInUse
    return first


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


def _seal_number(
    citizen: Citizen, cpr: Cpr, valid_from: date, *, repeats: CprNumber | None = None
) -> CprNumber:
    ciphertext, version = seal(cpr.digits, bound_to=str(citizen.pk))
    number = CprNumber.objects.create(
        citizen=citizen,
        ciphertext=ciphertext,
        key_version=version,
        valid_from=valid_from,
        repeats=repeats,
    )
    if repeats is None:
        _add_digests(number, cpr)
    return number


def _add_digests(number: CprNumber, cpr: Cpr) -> None:
    try:
        CprDigest.objects.bulk_create(
            CprDigest(number=number, key_version=key_version, digest=value)
            for key_version, value in digests(cpr.digits).items()
        )
    except IntegrityError as error:
        raise CprBelongsToAnother from error
