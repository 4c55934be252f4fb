"""N on the list = N with a running clock + N exempt with a reason + 0 unexplained, signed and frozen."""

import functools
from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from cases.citizens import key_rotation
from cases.findings.models import Finding
from cases.people.models import Employee, Role
from reports.afstemning.models import Afstemning, AfstemningLine
from reports.coverage import handles, operations, queries
from reports.coverage import page as pages
from reports.coverage.models import CoverageReason, SignedPerson, SignedQuarter
from reports.quarters import Quarter
from tests.citizens.test_key_rotation import ring
from tests.factories import TODAY, make_employee, make_period
from tests.reports.afstemning.lists import (
    approve,
    make_person,
    make_source,
    reconcile,
    review,
    row,
)

pytestmark = pytest.mark.django_db
Q4 = Quarter(2026, 4)


@pytest.fixture
def afstemt() -> Afstemning:
    """One of each: running, restricted and running, ended, on leave, and one we do not have."""
    make_person(1, ("2026-01-01", ""))
    make_person(2, ("2026-01-01", ""), protected=True)
    make_person(3, ("2025-01-01", "2026-10-31"))
    make_period(make_person(4, ("2026-01-01", "")), date(2026, 10, 1), kind="barsel")
    return reconcile(
        row(1),
        row(2),
        row(3, "2025-01-01", "2026-10-31"),
        row(4),
        row(5),
        employee=make_employee("Yrsa", role=Role.PAYMENT_OFFICE),
    )


def test_everyone_on_the_list_is_counted_once(afstemt: Afstemning) -> None:
    found = queries.coverage(afstemt)
    assert found.standings == {"loebende_ur": 2, "ophoert": 1, "orlov": 1, "uforklaret": 1}
    assert (found.on_list, found.running, found.exempt, found.unexplained) == (5, 2, 2, 1)
    assert (found.restricted, found.on_list) == (1, afstemt.people)


def test_a_row_that_cannot_be_read_says_so() -> None:
    found = review(row(1, "2026-13-01"), employee=make_employee("Yrsa", role=Role.PAYMENT_OFFICE))
    approve(found)
    [told] = queries.persons(found, standings=["uforklaret"], first=0, at_most=9)
    assert pages.rows([told], {}, [found])[0].why.startswith("Rækken kan ikke læses")


def test_nothing_is_signed_while_somebody_is_unexplained(
    afstemt: Afstemning, karl: Employee
) -> None:
    with pytest.raises(operations.SomeUnexplained):
        operations.sign(quarter=Q4, seen=(2, 2), by=karl)
    assert not SignedQuarter.objects.exists()


def explain(karl: Employee, afstemt: Afstemning, reason: str = "Sagen er i Frederiksberg") -> None:
    (person,) = queries.persons(afstemt, standings=["uforklaret"], first=0, at_most=9)
    operations.give_reason(quarter=Q4, keys=[person.key], reason=reason, by=karl)


@pytest.mark.slow
def test_a_signature_freezes_the_numbers_and_everyone_behind_them(
    afstemt: Afstemning, karl: Employee
) -> None:
    with pytest.raises(operations.ReasonMissing):
        explain(karl, afstemt, " ")
    explain(karl, afstemt)
    with pytest.raises(operations.CoverageChanged):
        operations.sign(quarter=Q4, seen=(3, 2), by=karl)
    signed = operations.sign(quarter=Q4, seen=(2, 3), by=karl)
    assert (signed.on_list, signed.running, signed.exempt, signed.restricted) == (5, 2, 3, 1)
    rows = signed.persons.order_by("line").values_list("line", "standing", "reason")
    assert list(rows)[-1] == (6, "begrundet", "Sagen er i Frederiksberg")
    with pytest.raises(operations.QuarterAlreadySigned):
        operations.sign(quarter=Q4, seen=(2, 3), by=karl)
    with pytest.raises(DatabaseError), transaction.atomic():
        SignedQuarter.objects.update(running=5)
    with pytest.raises(DatabaseError), transaction.atomic():
        SignedPerson.objects.update(standing="loebende_ur")


def test_a_clock_needs_an_open_case_a_period_and_computed_dates(afstemt: Afstemning) -> None:
    first = afstemt.lines.get(line=2)
    Finding.objects.filter(citizen=first.citizen_id).delete()
    assert queries.coverage(afstemt).unexplained == 2


def test_a_quarter_without_a_list_cannot_be_signed(karl: Employee) -> None:
    with pytest.raises(operations.NothingReconciled):
        operations.sign(quarter=Q4, seen=(0, 0), by=karl)


def test_a_short_list_proves_nothing_of_those_it_leaves_out(karl: Employee) -> None:
    yrsa = make_employee("Yrsa", role=Role.PAYMENT_OFFICE)
    for serial in (1, 2):
        make_person(serial, ("2026-01-01", ""))
    short = reconcile(row(1), employee=yrsa)
    found = queries.coverage(short)
    assert (found.on_list, found.running, found.off_list) == (1, 1, 1)
    with pytest.raises(operations.SomeUnexplained):
        operations.sign(quarter=Q4, seen=(1, 0), by=karl)
    both = reconcile(row(2), row(3), employee=yrsa, source=make_source("KY"))
    found = queries.coverage(both)
    assert (found.on_list, found.running, found.unexplained, found.off_list) == (3, 2, 1, 0)


def test_a_source_without_a_list_in_the_quarter_proves_nothing_and_is_named() -> None:
    yrsa = make_employee("Yrsa", role=Role.PAYMENT_OFFICE)
    for serial in (1, 2):
        make_person(serial, ("2026-01-01", ""))
    for source, name, day in ((1, "Gammel", date(2026, 9, 30)), (2, "KMD", TODAY)):
        found = reconcile(row(source), employee=yrsa, source=make_source(name), day=day)
    lists = queries.lists_beside(found)
    assert [one.source.name for one in lists] == ["KMD"]
    assert queries.coverage(found, lists).off_list == 1
    assert pages.silent(queries.without_a_list(lists)) == (
        "Ingen liste i kvartalet fra Gammel (senest 30. september 2026)."
        " De tidligere lister er ikke talt med."
    )


def test_one_off_the_list_is_explained_and_signed_beside_it(karl: Employee) -> None:
    make_person(1, ("2026-01-01", ""))
    off = make_person(2, ("2026-01-01", ""))
    short = reconcile(row(1), employee=make_employee("Yrsa", role=Role.PAYMENT_OFFICE))
    [told] = queries.persons(short, standings=["ikke_paa_listen"], first=0, at_most=9)
    operations.give_reason(quarter=Q4, keys=[told.key], reason="Får først ydelse nu", by=karl)
    signed = operations.sign(quarter=Q4, seen=(1, 0), by=karl)
    assert (signed.on_list, signed.running) == (1, 1)
    assert signed.persons.get(citizen_id=off.pk).standing == "udenfor_begrundet"


def test_a_page_names_one_without_a_line_by_a_seal_of_its_own() -> None:
    who = uuid4()
    one, other = (handles.sealed(who, quarter=Q4) for _ in range(2))
    assert one != other
    assert str(who) not in one
    assert handles.opened(one, quarter=Q4) == handles.opened(other, quarter=Q4) == who
    for forged in (one[:-4] + "AAAA", f"9{one}", "1.", "1.ø", str(who), ""):
        assert handles.opened(forged, quarter=Q4) is None
    assert handles.opened(one, quarter=Quarter(2027, 1)) is None


def test_one_registered_after_the_list_is_explained_and_signed(karl: Employee) -> None:
    make_person(1, ("2026-01-01", ""))
    found = approve(review(row(1), employee=make_employee("Yrsa", role=Role.PAYMENT_OFFICE)))
    since = make_person(2, ("2026-01-01", ""), protected=True)
    [told] = queries.persons(found, standings=["ikke_paa_listen"], first=0, at_most=9)
    [shown] = pages.rows([told], {}, [found])
    assert (shown.name, shown.may_explain) == ("Borger med begrænset adgang", True)
    assert handles.opened(shown.key, quarter=Q4) == since.pk
    assert queries.coverage(found).restricted == 0  # as the signature counts: of the list
    explain = functools.partial(operations.give_reason, quarter=Q4, reason="Ny her", by=karl)
    for nobody in (uuid4(), found.lines.get().citizen_id):
        with pytest.raises(operations.NothingReconciled):
            explain(keys=[nobody])
    assert [given.line for given in explain(keys=[since.pk])] == [None]
    signed = operations.sign(quarter=Q4, seen=(1, 0), by=karl)
    assert signed.persons.get(citizen_id=since.pk).reason == "Ny her"


def test_several_are_given_one_reason_or_none_of_them(karl: Employee) -> None:
    make_person(1, ("2026-01-01", ""))
    for serial in (2, 3):
        make_person(serial, ("2026-01-01", ""))
    short = reconcile(row(1), employee=make_employee("Yrsa", role=Role.PAYMENT_OFFICE))
    off = queries.persons(short, standings=["ikke_paa_listen"], first=0, at_most=9)
    keys = [one.key for one in off]
    explain = functools.partial(operations.give_reason, quarter=Q4, reason="Ny", by=karl)
    with pytest.raises(operations.NothingReconciled):
        explain(keys=[*keys, uuid4()])
    assert queries.coverage(short).blocking == 2
    with pytest.raises(operations.NobodyChosen):
        explain(keys=[])
    since = [make_person(serial, ("2026-01-01", "")).pk for serial in (4, 5)]
    with CaptureQueriesContext(connection) as asked:
        explain(keys=[*keys, *keys, *since])
    assert queries.coverage(short).blocking == 0
    assert CoverageReason.objects.count() == len([*keys, *since])
    assert (
        sum("WITH told" in one["sql"] for one in asked) == 1
    )  # the proof, however many are chosen


@pytest.fixture
def on_two_lists() -> Afstemning:
    """One who runs here, and one not registered here, who is on the lists of two sources."""
    yrsa = make_employee("Yrsa", role=Role.PAYMENT_OFFICE, own_cpr=False)
    make_person(1, ("2026-01-01", ""))
    for rows, name in (((row(1), row(2)), "KMD"), ((row(2),), "KY")):
        found = reconcile(*rows, employee=yrsa, source=make_source(name))
    return found


def test_one_not_registered_is_counted_once_of_two_lists(
    on_two_lists: Afstemning, karl: Employee
) -> None:
    found = queries.coverage(on_two_lists)
    assert (found.on_list, found.running, found.unexplained) == (2, 1, 1)
    lists = queries.lists_beside(on_two_lists)
    [told] = queries.persons(on_two_lists, standings=["uforklaret"], first=0, at_most=9)
    [shown] = pages.rows([told], {}, lists)
    assert (shown.line, shown.source) == (2, "KY")
    earlier = lists[1].lines.get(line=3)
    operations.give_reason(quarter=Q4, keys=[earlier.pk], reason="Bor i Frederiksberg", by=karl)
    signed = operations.sign(quarter=Q4, seen=(1, 1), by=karl)
    assert signed.persons.get(standing="begrundet").afstemning == on_two_lists


def test_one_registered_since_is_the_person_on_both_lists(on_two_lists: Afstemning) -> None:
    make_person(2, ("2026-01-01", ""), protected=True)
    found = queries.coverage(on_two_lists)
    assert found.standings == {"loebende_ur": 2}
    assert found.restricted == 1


def test_a_digest_goes_with_its_key_and_the_lines_stand_apart(
    on_two_lists: Afstemning, settings: Settings
) -> None:
    settings.LOOKUP_KEYS = ring(1, 2)
    list(key_rotation.add_digests())
    assert AfstemningLine.objects.filter(key_version=1).count() == 2
    key_rotation.drop_lookup_key(version=1)
    assert not AfstemningLine.objects.exclude(digest=None).exists()
    assert queries.coverage(on_two_lists).unexplained == 2
