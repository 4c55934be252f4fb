"""Quality control closes the committee's version on a page that says what it means, and asks first."""

from collections.abc import Callable

import pytest
from django.test import Client

from cases.people.models import Employee, Role
from reports.models import CommitteeVersion
from tests.factories import make_case, make_employee, make_jobcenter
from tests.reports.committee.test_version import WHY, make_status
from tests.reports.committee.worlds import DONE

LogIn = Callable[..., Client]
ALL = "/maanedsstatus/?maaned=2026-10"
PAGE = "/maanedsstatus/udvalg/2026-10/"
TOKEN = "00000000-0000-0000-0002-{:012}"
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def karl() -> Employee:
    """Lærkevej is in, and Musvågevej is missing."""
    by = make_employee("Karl", role=Role.QUALITY_CONTROL)
    for name in ("Lærkevej", "Musvågevej"):
        make_case(jobcenter=make_jobcenter(name))
    make_status(make_jobcenter("Lærkevej"), by, {DONE: 14})
    return by


@pytest.fixture
def control(karl: Employee, client_of: LogIn) -> Client:
    return client_of(karl, purpose="Kontrol")


def close(control: Client, number: int, *, named: str = "", **fields: str) -> str:
    late = make_jobcenter().pk
    answer = control.post(
        f"{PAGE}luk/",
        {"uden": named or str(late), f"grund-{late}": WHY, "submission_token": TOKEN.format(number)}
        | fields,
        follow=True,
    )
    return answer.content.decode()


def test_it_is_closed_by_one_who_has_read_what_it_means(control: Client, client_of: LogIn) -> None:
    html = control.get(ALL).content.decode()
    assert f'href="{PAGE}luk/"' in html
    html = control.get(PAGE).content.decode()
    assert "Godkendt status mangler fra Musvågevej" in html
    assert f"{PAGE}luk/" in html
    html = control.get(f"{PAGE}luk/").content.decode()
    assert "Udgaven kan ikke åbnes igen" in html
    assert "Sæt kryds, hvis udgaven skal lukkes" in close(control, 1)
    assert not CommitteeVersion.objects.exists()
    html = close(control, 2, er_sikker="on")
    assert "er lukket uden Musvågevej og ændrer sig ikke mere" in html
    assert f"<strong>Musvågevej</strong>: {WHY}" in html
    assert "Karl" not in html.partition("<main")[2]  # without names
    printed = html.partition("print-head")[2].partition("</div>")[0]
    assert "Udskrevet" in printed
    assert "Karl" not in printed
    csv = control.get(f"{PAGE}?csv=ja").content.decode("utf-8-sig")
    assert "Tal;Lærkevej;Musvågevej;I alt uden de manglende\r\n" in csv
    assert "Afsluttet til tiden;14;mangler;14" in csv
    assert f"Hvorfor tallene mangler;;{WHY};" in csv
    html = control.get(ALL).content.decode()
    assert f'href="{PAGE}luk/"' not in html
    assert "Mangler i udvalgets udgave" in html
    assert "Udvalgets udgave er lukket uden Musvågevej" in html
    _the_late_one_goes_on(client_of)


def _the_late_one_goes_on(client_of: LogIn) -> None:
    late = make_jobcenter().pk
    tina = client_of(make_employee("Tina", role=Role.TEAM_LEADER))
    for page in ("", "skema/"):
        html = tina.get(f"/maanedsstatus/{late}/2026-10/{page}").content.decode()
        assert "Udvalgets udgave for oktober 2026 er lukket uden Musvågevej." in html
        assert "Den går til Kvalitetskontrollen, men ikke til udvalget." in html
    tina.post(f"/maanedsstatus/{late}/2026-10/bekraeft/", {"submission_token": TOKEN.format(3)})
    html = tina.get(f"/maanedsstatus/{late}/2026-10/").content.decode()
    assert html.count("status-chain__step--done") == 3
    assert "Status er hos Kvalitetskontrollen og kommer ikke i udgaven." in html
    assert "lukket uden</span>" in html


def test_it_is_not_closed_when_others_are_missing_than_those_the_page_named(
    control: Client, karl: Employee
) -> None:
    other = make_jobcenter("Spurvevej")
    make_case(jobcenter=other)
    assert "ikke længere de samme jobcentre" in close(control, 1, er_sikker="on")
    make_status(other, karl, {DONE: 3})
    assert "er lukket uden Musvågevej" in close(control, 2, er_sikker="on")
    assert "kan ikke lukkes nu" in close(control, 3, er_sikker="on")
