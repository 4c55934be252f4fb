import os
from pathlib import Path

import pytest

from flexjob.services import binaries, places, supervisor
from flexjob.services.accounts import Account, serving_account

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands over to another account")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing is left in the machine's own /var/lib."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.setattr(places, "ELSEWHERE", elsewhere)
    return elsewhere


def test_a_second_run_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    account = Account.of_this_process()
    with (
        places.kept_place(account, var=tmp_path),
        pytest.raises(places.AlreadyRunning),
        places.kept_place(account, var=tmp_path),
    ):
        pass


def test_sockets_stand_in_a_short_private_folder_that_goes_away(tmp_path: Path) -> None:
    with places.kept_place(serving_account(), var=tmp_path) as place:
        assert len(str(place.sockets / ".s.PGSQL.5432")) < 107
        assert place.sockets.stat().st_mode & 0o077 == 0
    assert not place.sockets.exists()


def test_forgetting_leaves_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "keys").touch()
    (tmp_path / "static").mkdir()
    places.forget(Account.of_this_process(), var=tmp_path)
    assert {entry.name for entry in tmp_path.iterdir()} == {"lock"}


@as_root
def test_data_moves_out_of_a_checkout_that_the_account_cannot_enter(
    tmp_path: Path, elsewhere: Path
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    home = places.kept_home(serving_account(), var=closed / ".var")
    assert home.parent == elsewhere
    assert closed.stat().st_mode & 0o777 == 0o700


@as_root
@pytest.mark.slow
def test_binaries_are_copied_when_the_account_cannot_read_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binaries, "COPIES", tmp_path / "bin")
    monkeypatch.setattr(Account, "can_read", lambda *_: False)
    postgres = binaries.postgres_binaries(serving_account())
    assert postgres.is_relative_to(tmp_path)
    assert Account.of_this_process().run([postgres / "postgres", "--version"]).returncode == 0


def test_one_database_address_without_the_others_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in supervisor.ROLE_URLS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db/fleksjob")
    with (
        pytest.raises(supervisor.Incomplete, match="READLOG_DATABASE_URL"),
        supervisor.servers(throwaway=True),
    ):
        pass
