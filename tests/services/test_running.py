"""A command beside a running demo reaches the demo's servers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flexjob.services import demo as demo_module
from flexjob.services import places, running, supervisor
from flexjob.services.accounts import Account

SERVERS = {"REDIS_URL": "unix:///demo.sock"}


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(places, "VAR", tmp_path)
    return tmp_path


@pytest.fixture
def demo(var: Path) -> Iterator[None]:
    """It holds the lock, and no more."""
    with places.kept_place(Account.of_this_process(), var=var):
        yield


def test_beside_the_demo_its_servers_are_used(demo: None, var: Path) -> None:
    with running.told(SERVERS, var=var), supervisor.reached(throwaway=False) as reached:
        assert reached == SERVERS


def test_a_command_beside_the_demo_has_the_demos_mail(demo: None, var: Path) -> None:
    """Else `send_mail_nu` would say that no mail is set up."""
    mail = demo_module._caught_mail(8000)
    with running.told(SERVERS, var=var):
        running.hand_on(mail, var=var)
        with supervisor.reached(throwaway=False) as reached:
            assert reached == {**SERVERS, **mail}
    assert {"EMAIL_FILE_PATH", "FLEXJOB_MAIL_JOURNAL", "FLEXJOB_URL"} <= mail.keys()


def test_a_demo_on_its_way_up_is_not_reached(demo: None) -> None:
    with pytest.raises(places.AlreadyRunning), supervisor.reached(throwaway=False):
        pass


def test_only_the_owner_reads_where_they_are(demo: None, var: Path) -> None:
    with running.told(SERVERS, var=var):
        assert (var / running.NAME).stat().st_mode & 0o077 == 0
    assert not running.addresses(var=var)


def test_what_a_killed_demo_told_is_forgotten(var: Path) -> None:
    (var / running.NAME).write_text("{}")
    with places.kept_place(Account.of_this_process(), var=var):
        assert not (var / running.NAME).exists()


def test_kept_servers_tell_where_they_are(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*supervisor.ROLE_URLS, "REDIS_URL"):
        monkeypatch.setenv(name, "named by the caller")
    with supervisor.servers(throwaway=False):
        assert (var / running.NAME).exists()
