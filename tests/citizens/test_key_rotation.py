"""`skift_noegle`: new keys for old, stopped and taken up again, never with a number lost."""

import base64
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pytest_django import Settings

from cases.access import own_cpr
from cases.citizens import cpr, key_rotation, operations, withdrawals
from cases.citizens.models import Citizen, CprDigest, CprNumber
from cases.citizens.queries import citizen_with_cpr, current_cpr
from cases.drafts import operations as drafting
from cases.drafts.queries import draft_of
from cases.intake import operations as intake
from cases.intake.models import IntakeRun
from cases.people.models import Employee, EmployeeCprDigest
from flexjob.keys import KeyRing
from tests.factories import (
    TEST,
    TODAY,
    make_case,
    make_citizen,
    make_cpr,
    make_employee,
    make_jobcenter,
)

pytestmark = pytest.mark.django_db

NUMBER = "610185-1234"
MISTAKEN = "610185-4321"


def ring(*versions: int) -> KeyRing:
    keys = (f"{v}:{base64.b64encode(bytes([v]) * 32).decode()}" for v in versions)
    return KeyRing(setting="PRØVE", text=",".join(keys))


@pytest.fixture(autouse=True)
def first_keys(settings: Settings) -> None:
    settings.CPR_KEYS, settings.LOOKUP_KEYS = ring(1), ring(1)


@pytest.fixture
def citizen(first_keys: None) -> Citizen:
    return make_citizen(cpr_number=NUMBER)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("skift_noegle", *arguments, stdout=out)
    return out.getvalue()


def read(citizen: Citizen) -> str:
    found = current_cpr(citizen)
    assert found is not None
    return found.formatted


def test_every_number_gets_the_new_key_and_the_old_may_go(
    citizen: Citizen, settings: Settings
) -> None:
    settings.CPR_KEYS = ring(1, 2)
    assert "1 er skiftet nu" in run()
    settings.CPR_KEYS = ring(2)
    assert read(citizen) == NUMBER


def test_a_draft_is_read_when_the_key_it_was_sealed_with_is_gone(
    anne: Employee, settings: Settings
) -> None:
    drafting.save_draft(employee=anne, page="/sager/ny/", fields={"navn": ["Dorthe"]})
    settings.CPR_KEYS = ring(1, 2)
    assert "1 kladde " in run()
    settings.CPR_KEYS = ring(2)
    draft = draft_of(employee=anne, page="/sager/ny/", now=timezone.now())
    assert draft is not None
    assert draft.fields == {"navn": ["Dorthe"]}


def test_a_draft_whose_key_went_too_soon_stops_nothing(
    anne: Employee, citizen: Citizen, settings: Settings
) -> None:
    settings.CPR_KEYS = ring(7)
    drafting.save_draft(employee=anne, page="/sager/ny/", fields={"navn": ["Dorthe"]})
    settings.CPR_KEYS = ring(1, 2)
    assert "0 kladder" in run()
    assert read(citizen) == NUMBER


LIST = (
    "cpr;navn;jobcenter;fra;til;type\n"
    f"{NUMBER};Dorthe Eksempel;Musvågevej;1.1.2026;;ledighedsydelse\n"
)


@pytest.fixture
def waiting(db: None) -> IntakeRun:
    """A list that has been looked through with the first keys, and not saved."""
    make_jobcenter()
    return intake.review(
        source=BytesIO(LIST.encode()),
        source_name="KMD",
        file_name="liste.csv",
        as_of=TODAY,
        actor=TEST,
    )


def test_a_list_that_waits_is_saved_with_the_new_key_alone(
    waiting: IntakeRun, settings: Settings
) -> None:
    settings.CPR_KEYS = ring(1, 2)
    assert "1 række i lister" in run()
    settings.CPR_KEYS = ring(2)
    intake.save(run=waiting, leave_out_bad=False, as_of=TODAY, actor=TEST)
    assert read(Citizen.objects.get()) == NUMBER


def test_run_twice_it_changes_nothing_more(citizen: Citizen, settings: Settings) -> None:
    settings.CPR_KEYS = ring(1, 2)
    run()
    before = bytes(CprNumber.objects.get().ciphertext)
    assert "0 er skiftet nu" in run()
    assert bytes(CprNumber.objects.get().ciphertext) == before


def test_killed_midway_it_goes_on_from_there(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    citizens = [make_citizen() for _ in range(3)]
    settings.CPR_KEYS = ring(1, 2)
    monkeypatch.setattr(key_rotation, "AT_ONCE", 1)
    next(key_rotation.reseal_cpr_numbers())
    assert CprNumber.objects.filter(key_version=1).count() == 2
    assert all(read(citizen) for citizen in citizens)
    assert "2 er skiftet nu" in run()


def test_a_key_that_is_gone_is_named(citizen: Citizen, settings: Settings) -> None:
    settings.CPR_KEYS = ring(2)
    with pytest.raises(CommandError, match="Nøgle 1 er i brug"):
        run()


@pytest.mark.parametrize(
    "command",
    [
        ("skift_noegle",),
        ("genberegn",),
        ("indlaes_perioder", "liste.csv", "--kilde", "KMD"),
        ("indlaes_revurderinger", "liste.csv"),
        ("indlaes_demo",),
    ],
    ids=lambda command: command[0],
)
def test_without_keys_no_command_about_citizens_starts(
    command: tuple[str, ...], settings: Settings
) -> None:
    settings.CPR_KEYS = KeyRing(setting="FLEXJOB_CPR_KEYS", text="")
    with pytest.raises(CommandError, match="FLEXJOB_CPR_KEYS er ikke sat"):
        call_command(*command)


def test_nothing_else_may_change_a_number(citizen: Citizen) -> None:
    with pytest.raises(IntegrityError, match="Kun skift_noegle"), transaction.atomic():
        CprNumber.objects.update(key_version=7)


def test_a_new_lookup_key_stands_beside_the_old(citizen: Citizen, settings: Settings) -> None:
    settings.LOOKUP_KEYS = ring(1, 2)
    run("--opslag")
    assert set(CprDigest.objects.values_list("key_version", flat=True)) == {1, 2}
    settings.LOOKUP_KEYS = ring(2)
    assert citizen_with_cpr(cpr.parse(NUMBER)) == citizen


def test_everyone_is_asked_for_their_number_again(anne: Employee, settings: Settings) -> None:
    assert own_cpr.entered().filter(employee=anne).exists()
    settings.LOOKUP_KEYS = ring(1, 2)
    assert not own_cpr.entered().filter(employee=anne).exists()
    with pytest.raises(own_cpr.NotTheNumberEnteredBefore):
        own_cpr.register_own_cpr(employee=anne, number=cpr.parse(NUMBER))


def test_the_old_lookup_key_stays_until_they_have_answered(
    citizen: Citizen, anne: Employee, settings: Settings
) -> None:
    settings.LOOKUP_KEYS = ring(1, 2)
    run("--opslag")
    with pytest.raises(CommandError, match=r"1 aktive medarbejdere .* igen: anne\."):
        run("--fjern-opslag", "1")
    assert CprDigest.objects.filter(key_version=1).exists()


def test_the_old_lookup_key_stays_while_a_number_lacks_the_new(
    citizen: Citizen, settings: Settings
) -> None:
    settings.LOOKUP_KEYS = ring(1, 2)
    with pytest.raises(CommandError, match="1\xa0cpr-nummer mangler"):
        run("--fjern-opslag", "1")


def test_the_old_lookup_key_goes_when_all_have_answered(
    citizen: Citizen, settings: Settings
) -> None:
    anne = make_employee("Anne", own_cpr=False)
    own_cpr.register_own_cpr(employee=anne, number=cpr.parse("610190-1234"))
    settings.LOOKUP_KEYS = ring(1, 2)
    run("--opslag")
    own_cpr.register_own_cpr(employee=anne, number=cpr.parse("610190-1234"))
    run("--fjern-opslag", "1")
    assert set(CprDigest.objects.values_list("key_version", flat=True)) == {2}
    assert set(EmployeeCprDigest.objects.values_list("key_version", flat=True)) == {2}


def test_the_lookup_key_in_use_is_never_forgotten() -> None:
    with pytest.raises(CommandError, match="den, der bruges nu"):
        run("--fjern-opslag", "1")


@pytest.fixture
def taken_back(citizen: Citizen) -> Citizen:
    """Two of the three rows are the same number."""
    for number, reason in ((MISTAKEN, ""), (NUMBER, "Tastefejl")):
        operations.add_cpr_number(
            citizen=citizen, cpr=cpr.parse(number), valid_from=TODAY, reason=reason, actor=TEST
        )
    return citizen


def test_a_number_given_again_gets_the_new_key_in_both_rows(
    taken_back: Citizen, settings: Settings
) -> None:
    settings.CPR_KEYS = ring(1, 2)
    assert "3 er skiftet nu" in run()
    settings.CPR_KEYS = ring(2)
    assert read(taken_back) == NUMBER


def test_a_number_given_again_is_looked_up_by_one_row_after_a_new_lookup_key(
    taken_back: Citizen, settings: Settings
) -> None:
    settings.LOOKUP_KEYS = ring(1, 2)
    assert "2 er tilføjet nu" in run("--opslag")
    run("--fjern-opslag", "1")
    settings.LOOKUP_KEYS = ring(2)
    found = [citizen_with_cpr(cpr.parse(number)) for number in (NUMBER, MISTAKEN)]
    assert found == [taken_back, taken_back]
    assert CprDigest.objects.count() == 2


def test_a_number_is_given_again_while_the_lookup_key_changes(
    citizen: Citizen, settings: Settings
) -> None:
    given: dict[str, Any] = {"citizen": citizen, "valid_from": TODAY, "actor": TEST}
    operations.add_cpr_number(cpr=cpr.parse(MISTAKEN), **given)
    settings.LOOKUP_KEYS = ring(1, 2)
    operations.add_cpr_number(cpr=cpr.parse(NUMBER), reason="Tastefejl", **given)
    run("--opslag")
    run("--fjern-opslag", "1")
    settings.LOOKUP_KEYS = ring(2)
    assert (citizen_with_cpr(cpr.parse(NUMBER)), read(citizen)) == (citizen, NUMBER)


def test_a_withdrawn_number_is_resealed_and_gets_no_new_lookup_key(
    citizen: Citizen, anne: Employee, settings: Settings
) -> None:
    operations.add_cpr_number(
        citizen=citizen, cpr=cpr.parse(MISTAKEN), valid_from=TODAY, actor=TEST
    )
    withdrawals.put_right(
        citizen=citizen,
        cpr=cpr.parse(NUMBER),
        valid_from=TODAY,
        reason="Tastefejl",
        put_right_by=anne,
    )
    settings.CPR_KEYS, settings.LOOKUP_KEYS = ring(1, 2), ring(1, 2)
    assert "3 er skiftet nu" in run()
    assert "1 er tilføjet nu" in run("--opslag")
    own_cpr.register_own_cpr(employee=anne, number=cpr.parse(make_cpr(1)))
    run("--fjern-opslag", "1")
    settings.CPR_KEYS, settings.LOOKUP_KEYS = ring(2), ring(2)
    assert citizen_with_cpr(cpr.parse(MISTAKEN)) is None
    ida = make_employee("Ida", own_cpr=False)
    own_cpr.register_own_cpr(employee=ida, number=cpr.parse(MISTAKEN))
    assert citizen.inhabiliteter.get().employee == ida


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["cases_employeecprdigest", "cases_cprdigest"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET key_version = 9"])
def test_nothing_but_a_change_of_keys_takes_a_digest_away(table: str, statement: str) -> None:
    make_case(owner=make_employee("Anne"))
    with (
        pytest.raises(IntegrityError, match="skift_noegle"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))
