"""Start-up refuses a role that could read, change or hide more than it should."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connections

from flexjob import startup
from flexjob.database import rights
from flexjob.keys import KeyRing

pytestmark = pytest.mark.slow


def as_owner(statement: str) -> None:
    with connections["migration"].cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def owner_in_the_place_of(alias: str) -> Iterator[None]:
    connections[alias].close()
    with mock.patch.dict(connections[alias].settings_dict, USER=rights.role(rights.OWNER)):
        yield


@pytest.mark.usefixtures("committed")
def test_a_fit_installation_starts() -> None:
    startup.refuse_unfit_start()


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("GRANT TRUNCATE ON cases_employee TO fleksjob_app", "må TRUNCATE på cases_employee"),
        ("GRANT SELECT (name) ON cases_employee TO fleksjob_laeselog", "må SELECT på cases"),
        ("GRANT CREATE ON SCHEMA public TO fleksjob_app", "kan oprette tabeller"),
        ("GRANT TEMPORARY ON DATABASE {database} TO fleksjob_app", "midlertidige tabeller"),
        ("GRANT CREATE ON DATABASE {database} TO fleksjob_app", "kan oprette skemaer"),
        ("GRANT UPDATE ON django_migrations TO PUBLIC", "må UPDATE på django_migrations"),
        ("REVOKE INSERT ON cases_employee FROM fleksjob_app", "må ikke INSERT på cases_employee"),
        ("CREATE TABLE other (id int); GRANT SELECT ON other TO fleksjob_app", "SELECT på other"),
        ("DROP TABLE django_session", "django_session findes ikke; kør migrate"),
    ],
)
def test_wrong_rights_are_refused(wrong: str, said: str) -> None:
    as_owner(wrong.format(database=connections["migration"].settings_dict["NAME"]))
    with pytest.raises(ImproperlyConfigured, match=said):
        startup.refuse_unfit_start()


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("alias", [rights.APPLICATION, rights.READ_LOG])
def test_the_owner_is_refused_in_both_places(alias: str) -> None:
    with (
        owner_in_the_place_of(alias),
        pytest.raises(ImproperlyConfigured, match="ejer cases_employee"),
    ):
        startup.refuse_unfit_start()


@pytest.mark.usefixtures("committed")
def test_manage_check_says_the_same() -> None:
    as_owner("GRANT TRUNCATE ON cases_employee TO fleksjob_app")
    with pytest.raises(SystemCheckError, match=r"flexjob\.E001"):
        call_command("check", databases=["default", "readlog"])


@pytest.mark.usefixtures("committed")
def test_the_next_migrate_mends_what_was_granted_by_hand() -> None:
    as_owner("GRANT TRUNCATE ON cases_employee TO fleksjob_app")
    call_command("migrate", database=rights.OWNER, verbosity=0)
    startup.refuse_unfit_start()


def test_missing_keys_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CPR_KEYS", KeyRing(setting="FLEXJOB_CPR_KEYS", text=""))
    assert startup.key_faults() == [
        "FLEXJOB_CPR_KEYS er ikke sat. Skriv nøglerne som 1:BASE64,2:BASE64"
    ]
