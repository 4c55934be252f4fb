from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from cases.people import operations
from flexjob.demo import guard
from tests.factories import TEST, make_citizen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo_place(settings: Settings) -> None:
    settings.DEMO = True


def test_it_is_loaded_only_where_the_setting_says_so(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="FLEXJOB_DEMO"):
        call_command("indlaes_demo")


def test_a_database_with_a_citizen_is_refused() -> None:
    make_citizen()
    with pytest.raises(CommandError, match="ikke er demoens"):
        call_command("indlaes_demo")


def test_another_municipality_is_refused_also_for_passwords() -> None:
    operations.set_up_municipality(code=101, actor=TEST)
    for command in ("indlaes_demo", "demo_adgangskoder"):
        with pytest.raises(CommandError, match="hører til København"):
            call_command(command)


def test_an_empty_database_is_not_loaded_yet() -> None:
    assert not guard.is_loaded()
    with pytest.raises(CommandError, match="ikke indlæst"):
        call_command("demo_adgangskoder")


def test_what_the_loader_began_is_kept() -> None:
    operations.set_up_municipality(code=101, actor=guard.ACTOR)
    make_citizen()
    call_command("indlaes_demo", stdout=StringIO())
    assert guard.is_loaded()


@pytest.mark.parametrize("percent", [-1, 101])
def test_timeliness_is_a_percentage(percent: int) -> None:
    with pytest.raises(CommandError, match="0 til 100"):
        call_command("indlaes_demo", til_tiden=percent)
