from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cases.access.viewer import viewer_for
from cases.people import operations
from cases.people.models import Municipality, Role
from tests.factories import PASSWORD, TODAY, make_employee

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def make(username: str) -> str:
    printed = StringIO()
    names = {"navn": "Sanne Storm", "email": "sanne@example.dk"}
    call_command("opret_administrator", username, stdout=printed, **names)
    return printed.getvalue()


def test_an_administrator_made_on_the_server_needs_no_approval() -> None:
    code = make("sanne").split("Engangskode: ")[1].split()[0]
    sanne = operations.choose_password(username="sanne", code=code, password=PASSWORD)
    assert viewer_for(sanne, as_of=TODAY).has_role(Role.SYSTEM_ADMINISTRATOR)
    assert str(sanne.history.latest().history_user_id) != ""


def test_one_who_already_is_one_is_refused() -> None:
    make("sanne")
    with pytest.raises(CommandError, match="har allerede rollen"):
        make("sanne")


def test_a_caseworker_does_not_become_administrator() -> None:
    make_employee("Sanne")
    with pytest.raises(CommandError, match="kan ikke forenes"):
        make("sanne")


def test_an_address_no_mail_can_be_written_to_is_refused() -> None:
    with pytest.raises(CommandError, match="Ingen mail kan sendes"):
        call_command("opret_administrator", "sanne", navn="Sanne", email="sanne@kommune\u200e.dk")


def test_an_unknown_code_is_no_municipality() -> None:
    with pytest.raises(CommandError, match="ingen kommunekode"):
        call_command("opret_kommune", 100)


def test_the_municipality_is_made_once() -> None:
    call_command("opret_kommune", 101, stdout=StringIO())
    assert Municipality.objects.get().name == "København"
    with pytest.raises(CommandError, match="allerede oprettet"):
        call_command("opret_kommune", 101)
