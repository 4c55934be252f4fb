"""The proof on the page, and the unsigned quarter on Min dag."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.access.viewer import viewer_for
from cases.casefile import operations as casefile
from cases.casefile.models import Case
from cases.people.models import Employee, Role
from reports.afstemning import operations as afstemning
from reports.afstemning.models import Afstemning
from reports.coverage import desk, operations, owed
from reports.coverage.models import SignedQuarter
from reports.quarters import Quarter
from tests.factories import TEST, TODAY, give_role, make_employee
from tests.reports.afstemning.lists import approve, make_person, reconcile, review, row
from tests.reports.afstemning.test_page import post, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
ClientOf = Callable[..., Client]
URL = "/daekning/2026/4/"


def reconcile_two(yrsa: Employee) -> None:
    make_person(1, ("2026-01-01", ""), name="Ida Fiktiv")
    reconcile(row(1), row(2, name="Uden Sag"), employee=yrsa)


@pytest.mark.slow
def test_quality_control_explains_and_signs(yrsa: Employee, client_of: ClientOf) -> None:
    reconcile_two(yrsa)
    karl = client_of(make_employee("Karl", role=Role.QUALITY_CONTROL), purpose="Samkøring")
    page = text(karl.get(URL))
    assert "2 på listen = 1 med løbende ur + 0 undtaget med grund + 1 uforklaret" in page
    assert "Række 3" in page
    assert "Underskriv 4. kvartal" not in page
    assert "Ida Fiktiv" in text(karl.get(f"{URL}?gruppe=loebende"))
    assert "Vælg dem" in text(post(karl, f"{URL}begrund/", grund="Flyttet"))
    unknown = post(karl, f"{URL}begrund/", person="ingen", grund="Flyttet")
    assert "ingen afstemt liste med den person" in text(unknown)
    key = page.split('name="person" value="')[1].split('"')[0]
    assert "Hvorfor skal de valgte ikke have et løbende ur her?" in page
    assert "Skriv grunden" in text(post(karl, f"{URL}begrund/", person=key, grund=" "))
    given = post(karl, f"{URL}begrund/", person=key, grund="Flyttet til Frederiksberg")
    assert "Grunden er gemt for 1 person." in text(given)
    make_person(3, ("2026-01-01", ""), name="Ny Fiktiv")
    page = text(karl.get(f"{URL}?gruppe=udenfor"))
    assert "Hvorfor står de valgte ikke på listen?" in page
    key = page.split('name="person" value="')[1].split('"')[0]
    post(karl, f"{URL}begrund/", person=key, grund="Registreret siden", gruppe="udenfor")
    page = text(karl.get(f"{URL}?gruppe=undtagne"))
    assert "Flyttet til Frederiksberg" in page
    assert "er ændret, siden du så dem" in text(post(karl, f"{URL}underskriv/", set="0+0"))
    unread = post(karl, f"{URL}underskriv/", set="9" * 5000 + "+1")
    assert "er ændret, siden du så dem" in text(unread)
    assert "er underskrevet" in text(post(karl, f"{URL}underskriv/", set="1+1"))
    assert SignedQuarter.objects.get().signed_by.name == "Karl"
    assert "Underskrevet" in text(karl.get("/daekning/"))


def test_others_see_the_numbers_and_nobody_behind_them(yrsa: Employee, client_of: ClientOf) -> None:
    reconcile_two(yrsa)
    tina = client_of(make_employee("Tina", role=Role.TEAM_LEADER))
    page = text(tina.get(f"{URL}?gruppe=loebende"))
    assert "2 på listen =" in page
    assert "Ida Fiktiv" not in page


@pytest.mark.slow
def test_the_signed_numbers_open_the_rows_they_counted(yrsa: Employee, client_of: ClientOf) -> None:
    found = make_person(1, ("2026-01-01", ""), name="Ida Fiktiv")
    make_person(2, ("2026-01-01", ""), name="Bo Fiktiv", protected=True)
    approve(review(row(1), row(2), employee=yrsa))
    operations.sign(
        quarter=Quarter(2026, 4), seen=(2, 0), by=make_employee("Kaj", role=Role.QUALITY_CONTROL)
    )
    case = Case.objects.get(citizen=found)
    casefile.close_case(
        case=case, closed_on=TODAY, reason="Flyttet", version=case.version, actor=TEST
    )
    karl = client_of(make_employee("Karl", role=Role.QUALITY_CONTROL), purpose="Samkøring")
    now, signed = text(karl.get(URL)), text(karl.get(f"{URL}?underskrevet=ja"))
    assert "1 med løbende ur + 0 undtaget med grund + 1 uforklaret" in now
    assert "2 på listen = 2 med løbende ur + 0 undtaget med grund + 0 uforklarede" in signed
    assert signed.count("<td>Løbende ur") == 2
    assert "Ida Fiktiv" in signed
    assert "Række 3" in signed
    assert "Bo Fiktiv" not in signed
    tina = client_of(make_employee("Tina", role=Role.TEAM_LEADER))
    assert "Løbende ur" not in text(tina.get(f"{URL}?underskrevet=ja"))


def test_the_page_costs_few_queries(yrsa: Employee, client_of: ClientOf) -> None:
    reconcile_two(yrsa)
    karl = client_of(make_employee("Karl", role=Role.QUALITY_CONTROL), purpose="Samkøring")
    karl.get(URL)
    with CaptureQueriesContext(connection) as asked:
        karl.get(f"{URL}?gruppe=loebende&side=7")
    assert len(asked) <= 15


def told(employee: Employee, as_of: date) -> list[str]:
    return [task.verb for task in desk.tasks(viewer_for(employee, as_of=as_of))]


def test_an_unsigned_quarter_is_a_task_for_those_who_can_and_those_above(yrsa: Employee) -> None:
    karl = make_employee("Karl", role=Role.QUALITY_CONTROL)
    tina = make_employee("Tina", role=Role.TEAM_LEADER)
    december, january = date(2026, 12, 1), date(2027, 1, 2)
    for employee in (yrsa, karl, tina):
        role = employee.role_assignments.get().role
        give_role(employee, role, valid_from=date(2027, 1, 1), valid_to=date(2028, 1, 1))
    assert told(yrsa, TODAY) == told(karl, TODAY) == told(tina, TODAY) == []
    assert told(yrsa, december) == ["Afstem 4. kvartal 2026"]
    assert told(karl, december) == ["Dækningen mangler for 4. kvartal 2026"]
    reconcile_two(yrsa)
    assert told(yrsa, december) == []
    assert told(karl, TODAY) == ["Underskriv dækningen for 4. kvartal 2026"]
    assert told(tina, december) == []
    assert told(tina, january) == ["Dækningen mangler for 4. kvartal 2026"]


def test_a_quarter_whose_list_is_rolled_back_is_a_task_signed_or_not(yrsa: Employee) -> None:
    karl = make_employee("Karl", role=Role.QUALITY_CONTROL)
    for employee in (yrsa, karl):
        role = employee.role_assignments.get().role
        give_role(employee, role, valid_from=date(2027, 1, 1), valid_to=date(2028, 1, 1))
    make_person(1, ("2026-01-01", ""))
    found = approve(review(row(1), employee=yrsa))
    january = date(2027, 1, 2)
    afstemning.roll_back(afstemning=found, actor=TEST, as_of=TODAY)
    assert told(yrsa, january) == ["Afstem 4. kvartal 2026"]
    assert told(karl, january) == ["Dækningen mangler for 4. kvartal 2026"]
    again = approve(review(row(1), employee=yrsa))
    operations.sign(quarter=Quarter(2026, 4), seen=(1, 0), by=karl)
    assert told(karl, january) == []
    rolled_back_at = SignedQuarter.objects.get().signed_at + timedelta(days=1)
    Afstemning.objects.filter(pk=again.pk).update(
        state=Afstemning.State.ROLLED_BACK, rolled_back_at=rolled_back_at
    )
    assert told(yrsa, january) == ["Afstem 4. kvartal 2026 igen"]
    assert told(karl, january) == ["Dækningen er rullet tilbage for 4. kvartal 2026"]
    state = owed.quarters(as_of=january)[1]
    assert (state.quarter, state.is_taken_back) == (Quarter(2026, 4), True)
