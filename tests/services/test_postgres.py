"""The embedded PostgreSQL survives what a machine does to it."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from flexjob.services import places, processes
from flexjob.services.accounts import serving_account
from flexjob.services.postgres import FAST_SHUTDOWN, Postgres

pytestmark = pytest.mark.slow


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    account = serving_account()
    with places.throwaway_place(account) as place:
        yield Postgres(place.home, place.sockets, account, throwaway=True)


def connect(postgres: Postgres) -> psycopg.Connection:
    address = postgres.environment()["MIGRATION_DATABASE_URL"]
    host, database = address.removeprefix("postgresql://fleksjob_ejer@/").rsplit("/", 1)
    return psycopg.connect(host=host, dbname=database, user="fleksjob_ejer", autocommit=True)


def write(postgres: Postgres) -> None:
    with closing(connect(postgres)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 100) AS number")


def count(postgres: Postgres) -> int:
    with closing(connect(postgres)) as connection:
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
        assert row
        return int(row[0])


def test_rows_outlive_a_killed_server(postgres: Postgres) -> None:
    postgres = replace(postgres, throwaway=False)  # what is thrown away is not written safely
    server = postgres.start()
    write(postgres)
    server.kill()
    again = postgres.start()  # before anyone has waited for the killed one: a zombie
    assert count(postgres) == 100
    processes.stop(again, by=FAST_SHUTDOWN)
    server.wait()


def test_a_pid_file_that_names_a_stranger_harms_nobody(postgres: Postgres) -> None:
    processes.stop(postgres.start(), by=FAST_SHUTDOWN)
    stranger = subprocess.Popen(["sleep", "60"])
    (postgres.data / "postmaster.pid").write_text(f"{stranger.pid}\n{postgres.data}\n")
    processes.stop(postgres.start(), by=FAST_SHUTDOWN)
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_server_that_an_earlier_supervisor_left_is_replaced(postgres: Postgres) -> None:
    left = postgres.start()
    write(postgres)
    again = postgres.start()
    assert count(postgres) == 100
    assert left.wait(5) == 0  # it was shut down, not killed
    processes.stop(again, by=FAST_SHUTDOWN)


def test_an_initdb_that_was_killed_is_done_again(postgres: Postgres) -> None:
    (postgres.home / "postgres.new").mkdir()
    (postgres.home / "postgres.new" / "half").touch()
    processes.stop(postgres.start(), by=FAST_SHUTDOWN)
    assert (postgres.data / "PG_VERSION").exists()


def test_the_log_says_an_orderly_shutdown(postgres: Postgres) -> None:
    processes.stop(postgres.start(), by=FAST_SHUTDOWN)
    assert "database system is shut down" in postgres.log.read_text()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands over to another account")
def test_root_hands_the_server_to_another_account(postgres: Postgres) -> None:
    server = postgres.start()
    assert Path(f"/proc/{server.pid}").stat().st_uid == serving_account().uid != 0
    processes.stop(server, by=signal.SIGINT)
