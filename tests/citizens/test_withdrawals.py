"""A number that was never the citizen's is taken back: it finds nobody, and is free for its owner."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cases.access import door, own_cpr
from cases.access.rules import Act
from cases.access.viewer import viewer_for
from cases.citizens import cpr, operations, restrictions, withdrawals
from cases.citizens.models import Citizen, CprDigest, CprNumber, CprWithdrawal, Inhabilitet
from cases.citizens.queries import citizen_with_cpr, current_cpr
from cases.constraints import check_now
from cases.people.models import Employee
from tests.factories import TEST, TODAY, make_case, make_citizen, make_employee

pytestmark = pytest.mark.django_db

RIGHT = cpr.parse("610185-1234")
MISTAKEN = cpr.parse("620190-4321")


@pytest.fixture
def citizen() -> Citizen:
    """Has the mistaken number beside the right one."""
    citizen = make_citizen(cpr_number=RIGHT.formatted)
    add(citizen, MISTAKEN)
    return citizen


def add(citizen: Citizen, number: cpr.Cpr, reason: str = "") -> CprNumber:
    return operations.add_cpr_number(
        citizen=citizen, cpr=number, valid_from=TODAY, reason=reason, actor=TEST
    )


def put_right(
    citizen: Citizen, by: Employee, number: cpr.Cpr = RIGHT, *, reason: str = "Tastefejl"
) -> CprNumber:
    return withdrawals.put_right(
        citizen=citizen, cpr=number, valid_from=TODAY, reason=reason, put_right_by=by
    )


def test_the_mistaken_number_finds_nobody_and_is_free_for_its_owner(
    citizen: Citizen, anne: Employee
) -> None:
    put_right(citizen, anne)
    check_now()
    assert (current_cpr(citizen), citizen_with_cpr(RIGHT)) == (RIGHT, citizen)
    assert citizen_with_cpr(MISTAKEN) is None
    owner = operations.register_citizen(name="Ejer", cpr=MISTAKEN, as_of=TODAY, actor=TEST)
    assert citizen_with_cpr(MISTAKEN) == owner


def test_it_is_given_to_another_who_stands_here_already(citizen: Citizen, anne: Employee) -> None:
    owner = make_citizen()
    put_right(citizen, anne)
    add(owner, MISTAKEN)
    assert citizen_with_cpr(MISTAKEN) == owner


def test_a_number_mistyped_when_the_citizen_was_registered_is_withdrawn_too(anne: Employee) -> None:
    citizen = make_citizen(cpr_number=MISTAKEN.formatted)
    put_right(citizen, anne, RIGHT)
    check_now()
    assert (citizen_with_cpr(RIGHT), citizen_with_cpr(MISTAKEN)) == (citizen, None)
    assert CprWithdrawal.objects.get().stood_from is None


def test_a_number_given_twice_by_mistake_is_withdrawn_as_one_from_when_it_was_first_given(
    citizen: Citizen, anne: Employee
) -> None:
    add(citizen, RIGHT, "Tastefejl")
    add(citizen, MISTAKEN, "Tastefejl")
    put_right(citizen, anne)
    check_now()
    assert citizen_with_cpr(MISTAKEN) is None
    withdrawal = CprWithdrawal.objects.get()
    assert withdrawal.number.repeats_id is None
    first_given = citizen.history.order_by("history_id")[1]
    assert first_given.history_change_reason == "Nyt cpr-nummer"
    assert withdrawal.stood_from == first_given.history_date


def test_who_was_registered_with_it_had_it_from_the_beginning_though_it_is_given_again(
    anne: Employee,
) -> None:
    citizen = make_citizen(cpr_number=MISTAKEN.formatted)
    add(citizen, RIGHT)
    add(citizen, MISTAKEN, "For at trække det tilbage")
    put_right(citizen, anne)
    assert CprWithdrawal.objects.get().stood_from is None


def test_it_was_theirs_after_all(citizen: Citizen, anne: Employee) -> None:
    put_right(citizen, anne)
    assert add(citizen, MISTAKEN).repeats_id is None
    assert (current_cpr(citizen), citizen_with_cpr(MISTAKEN)) == (MISTAKEN, citizen)


def test_who_when_and_why_are_kept(citizen: Citizen, anne: Employee) -> None:
    put_right(citizen, anne)
    row = CprWithdrawal.objects.get()
    told = list(citizen.history.order_by("history_id"))
    assert (row.withdrawn_by, row.reason, row.at) == (anne, "Tastefejl", told[-1].history_date)
    assert row.stood_from == told[1].history_date
    assert [one.history_change_reason for one in told[1:]] == [
        "Nyt cpr-nummer",
        "Tidligere cpr-nummer gælder igen: Tastefejl",
        "Cpr-nummer trukket tilbage: Tastefejl",
    ]


@pytest.mark.parametrize(
    ("number", "reason", "refusal"),
    [
        (RIGHT, "", operations.ReasonMissing),
        (MISTAKEN, "Tastefejl", operations.AlreadyInUse),
        (cpr.parse("610170-9999"), "Tastefejl", operations.CprBelongsToAnother),
    ],
)
def test_nothing_is_withdrawn_when_the_right_number_is_refused(
    citizen: Citizen, anne: Employee, number: cpr.Cpr, reason: str, refusal: type[Exception]
) -> None:
    make_citizen(cpr_number="610170-9999")
    with pytest.raises(refusal), transaction.atomic():
        put_right(citizen, anne, number, reason=reason)
    assert (current_cpr(citizen), citizen_with_cpr(MISTAKEN)) == (MISTAKEN, citizen)


def barred(employee: Employee, citizen: Citizen) -> int | None:
    viewer = viewer_for(employee, as_of=TODAY)
    case = citizen.cases.get()
    return door.refusing_rule(viewer, case=case, act=Act.SEE_CASE)


def test_one_whose_own_it_is_stays_barred_until_a_leader_lifts_it(
    citizen: Citizen, anne: Employee, tina: Employee
) -> None:
    ida = make_employee("Ida", own_cpr=False)
    own_cpr.register_own_cpr(employee=ida, number=MISTAKEN)
    make_case(citizen=citizen)
    assert barred(ida, citizen) == 1
    put_right(citizen, anne)
    assert barred(ida, citizen) == 2
    standing = Inhabilitet.objects.get(employee=ida)
    restrictions.lift_inhabilitet(inhabilitet=standing, lifted_by=tina, reason="Ikke hendes sag")
    assert barred(ida, citizen) is None


def test_one_who_tells_their_own_number_later_is_barred_once(
    citizen: Citizen, anne: Employee, tina: Employee
) -> None:
    put_right(citizen, anne)
    ida = make_employee("Ida", own_cpr=False)
    own_cpr.register_own_cpr(employee=ida, number=MISTAKEN)
    standing = Inhabilitet.objects.get(employee=ida, citizen=citizen)
    restrictions.lift_inhabilitet(inhabilitet=standing, lifted_by=tina, reason="Ikke hendes sag")
    withdrawals.bar_from_withdrawn(employee=ida, number=MISTAKEN)
    assert Inhabilitet.objects.get(employee=ida) == standing


def test_others_are_not_barred(citizen: Citizen, anne: Employee, bo: Employee) -> None:
    put_right(citizen, anne)
    withdrawals.bar_from_withdrawn(employee=bo, number=RIGHT)
    assert not Inhabilitet.objects.exists()


@pytest.fixture
def mistaken(citizen: Citizen, anne: Employee) -> CprNumber:
    put_right(citizen, anne)
    check_now()
    return CprNumber.objects.get(withdrawal__isnull=False)


def refused(match: str, statement: str, *values: object) -> None:
    with (
        pytest.raises(DatabaseError, match=match),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)
        check_now()


WITHDRAW = """
    INSERT INTO cases_cprwithdrawal (number_id, at, withdrawn_by_id, reason)
    VALUES (%s, now(), %s, 'Tastefejl')
"""


def test_the_database_withdraws_no_number_in_use(citizen: Citizen, anne: Employee) -> None:
    in_use = CprNumber.objects.latest("pk")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(WITHDRAW, [in_use.pk, anne.pk])
        CprDigest.objects.filter(number=in_use).delete()
        with pytest.raises(IntegrityError, match="der er i brug"), transaction.atomic():
            check_now()
        transaction.set_rollback(True)


def test_the_database_withdraws_no_number_that_still_finds_somebody(
    citizen: Citizen, anne: Employee
) -> None:
    first = CprNumber.objects.earliest("pk")
    refused("kan slås op", WITHDRAW, first.pk, anne.pk)


def test_the_database_withdraws_a_number_by_its_first_row(citizen: Citizen, anne: Employee) -> None:
    repeating = add(citizen, RIGHT, "Tastefejl")
    add(citizen, cpr.parse("630190-4321"))
    refused("kan slås op", WITHDRAW, repeating.pk, anne.pk)


def test_a_withdrawn_number_gets_no_digest_again(mistaken: CprNumber) -> None:
    add_digest = "INSERT INTO cases_cprdigest (number_id, key_version, digest) VALUES (%s, 9, 'x')"
    refused("kan ikke slås op", add_digest, mistaken.pk)


def test_no_row_repeats_a_withdrawn_number(citizen: Citizen, mistaken: CprNumber) -> None:
    repeat = """
        INSERT INTO cases_cprnumber (citizen_id, ciphertext, key_version, valid_from, repeats_id)
        VALUES (%s, 'x', 1, '2026-11-22', %s)
    """
    refused("første række", repeat, citizen.pk, mistaken.pk)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE cases_cprwithdrawal SET reason = ''", "DELETE FROM cases_cprwithdrawal"],
)
def test_a_withdrawal_stands_for_ever(mistaken: CprNumber, statement: str) -> None:
    refused("Cannot|permission|rettighed", statement)


def test_the_other_digests_are_as_guarded_as_before(mistaken: CprNumber) -> None:
    refused("skift_noegle", "DELETE FROM cases_cprdigest")
