"""The visitationsdato is set by one and corrected by two; what waits for an answer is a list."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cases.casefile import operations
from cases.casefile.models import Case
from cases.people.models import Employee
from tests.casefile.pages import UNUSED, ClientOf, approving, opening, send, text
from tests.factories import TODAY, make_case, make_citizen

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_a_visitationsdato_is_corrected_by_two(
    hers: Client, case: Case, bo: Employee, client_of: ClientOf
) -> None:
    send(hers, "sag_visitationsdato", case.number, new_date="1.2.2024", reason="Tastefejl")
    assert "Du har selv foreslået" in text(
        send(hers, "sag_visitationsdato_svar", case.number, **approving(case))
    )
    his = client_of(bo)
    assert case.citizen.name in text(his.get(reverse("rettelser")))
    send(his, "sag_visitationsdato_svar", case.number, **approving(case))
    case.refresh_from_db()
    assert case.visitationsdato == date(2024, 2, 1)


def test_a_missing_visitationsdato_is_set(hers: Client, anne: Employee) -> None:
    case = make_case(owner=anne, visitationsdato=None)
    send(hers, "sag_visitationsdato", case.number, day="1.2.2024", version=1)
    case.refresh_from_db()
    assert case.visitationsdato == date(2024, 2, 1)


def test_no_visitationsdato_lies_before_the_citizen_is_born(
    hers: Client, case: Case, anne: Employee
) -> None:
    early = {"reason": "Tastefejl", "new_date": "31.12.1969"}
    corrected = text(send(hers, "sag_visitationsdato", case.number, **early))
    unset = make_case(owner=anne, visitationsdato=None)
    first = text(send(hers, "sag_visitationsdato", unset.number, day="31.12.1969", version=1))
    assert "Borgeren er født 1. januar 1970" in corrected
    assert "Borgeren er født 1. januar 1970" in first
    unset.refresh_from_db()
    assert (unset.visitationsdato, case.visitationsdato_corrections.count()) == (None, 0)


@pytest.mark.slow
def test_the_proposer_is_not_asked_to_answer(
    hers: Client, case: Case, bo: Employee, client_of: ClientOf
) -> None:
    send(hers, "sag_visitationsdato", case.number, new_date="1.2.2024", reason="Tastefejl")
    address = reverse("sag_oplysninger", args=[case.number])
    assert "Svar på rettelsen" not in text(hers.get(address))
    assert "en anden skal svare" in text(hers.get(address))
    assert "Svar på rettelsen" in text(client_of(bo).get(address))


@pytest.mark.slow
def test_the_list_of_corrections_shows_no_restricted_citizen(
    hers: Client, bo: Employee, carla: Employee
) -> None:
    for owner, protected in ((bo, True), (carla, False)):
        hidden = make_case(owner=owner, citizen=make_citizen("Hemmelig", protected=protected))
        operations.propose_visitationsdato_correction(
            case=hidden, new_date=TODAY, reason="Fejl", proposed_by=owner
        )
    page = text(hers.get(reverse("rettelser")))
    assert "Hemmelig" not in page
    assert "1 sag med begrænset adgang" in page


@pytest.mark.slow
def test_the_corrections_are_sorted_and_fetched_as_a_sheet(
    hers: Client, bo: Employee, carla: Employee
) -> None:
    for name, owner in (("Åse", bo), ("Bent", bo), ("Hemmelig", carla)):
        waiting = make_case(owner=owner, citizen=make_citizen(name, protected=owner == carla))
        operations.propose_visitationsdato_correction(
            case=waiting, new_date=TODAY, reason="=Fejl", proposed_by=owner
        )
    page = text(hers.get(reverse("rettelser"), {"sorter": "-borger"}))
    assert page.index("Åse") < page.index("Bent")
    sheet = text(hers.get(reverse("rettelser_hent")))
    assert sheet.index("Bent") < sheet.index("Åse")
    assert ";'=Fejl;" in sheet
    assert "Hemmelig" not in sheet


@pytest.mark.slow
def test_another_date_is_corrected_on_the_case_not_by_opening_a_new(
    hers: Client, anne: Employee
) -> None:
    old = make_case(owner=anne, citizen=make_citizen(cpr_number=UNUSED), closed_on=TODAY)
    operations.draw_case_number(as_of=TODAY)  # the factory's case has the first
    shown = text(send(hers, "sag_ny", **opening(UNUSED, anne, visitationsdato="1.2.2025")))
    assert "Borgeren har allerede en visitationsdato" in shown
    assert 'value="1.2.2025"' in shown
    assert not Case.objects.open().exists()
    send(hers, "sag_ny", **opening(UNUSED, anne))
    assert Case.objects.open().get().visitationsdato == old.visitationsdato
