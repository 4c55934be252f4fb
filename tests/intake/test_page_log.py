"""Each citizen on the page is a row in the read log, with real commits."""

from cases.casefile.models import CaseNumberSeries
from cases.people.models import Role
from cases.readlog.models import ReadLogRow
from tests.factories import make_case, make_citizen, make_employee
from tests.intake.lists import number, row
from tests.intake.test_page import ClientOf, send, text_of


def test_every_citizen_on_the_page_is_logged(committed: None, client_of: ClientOf) -> None:
    """Someone who is new to us is in no log: there is nobody yet to look at."""
    CaseNumberSeries.objects.create(year=2026, latest=100)  # beyond the factory's own
    office = client_of(make_employee("Yrsa", role=Role.PAYMENT_OFFICE))
    case = make_case(citizen=make_citizen("Kendt Borger", cpr_number=number(500)))
    page = text_of(send(office, row(500, name="Kendt Borger"), row(501, name="Ny Borger")))
    assert "Kendt Borger" in page
    looks = ReadLogRow.objects.filter(criterion="indlæsning", action="liste")
    assert {look.citizen_id for look in looks} == {case.citizen_id}
