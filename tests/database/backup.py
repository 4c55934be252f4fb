"""The commands of docs/operations.md, run on two embedded servers instead of two containers."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

import psycopg
from django.db import connections

from flexjob.services import places, processes
from flexjob.services.accounts import serving_account
from flexjob.services.binaries import postgres_binaries
from flexjob.services.postgres import DATABASE, FAST_SHUTDOWN, Postgres
from tests.databases import ALIASES

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
IN_THE_CONTAINER = re.compile(r"docker compose exec (?:-T )?postgres (.*)")


def commands_of(heading: str) -> list[str]:
    """What the chapter has run inside the database's container, in its order."""
    chapter = GUIDE.read_text().split(f"\n{heading}\n", 1)[1]
    body = re.split(r"\n##+ ", chapter, maxsplit=1)[0]
    return IN_THE_CONTAINER.findall(body)


def run(command: str, *, server: Path | str, folder: Path) -> None:
    binaries = postgres_binaries(serving_account())
    environment = {
        **os.environ,
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
        "PGHOST": str(server),
    }
    done = subprocess.run(  # noqa: S602  the guide's own line, with its < and >
        command,
        shell=True,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{command}\n{done.stderr}"


@contextmanager
def another_server() -> Iterator[Postgres]:
    account = serving_account()
    with places.throwaway_place(account) as place:
        server = Postgres(place.home, place.sockets, account, throwaway=True)
        process = server.start()
        yield server
        connections.close_all()
        processes.stop(process, by=FAST_SHUTDOWN)


def take_copy(folder: Path) -> None:
    source = connections["migration"].settings_dict
    (dump,) = commands_of("### Kopien")
    named = dump.replace(f" {DATABASE} ", f" {source['NAME']} ")
    run(named, server=source["HOST"], folder=folder)


@contextmanager
def restored_on(server: Postgres, *, folder: Path) -> Iterator[None]:
    """The three connections lead to the restored database."""
    for command in commands_of("### Gendannelse"):
        run(command, server=server.sockets, folder=folder)
    moved = {"HOST": str(server.sockets), "NAME": DATABASE}
    connections.close_all()
    with ExitStack() as stack:
        for alias in ALIASES:
            stack.enter_context(mock.patch.dict(connections[alias].settings_dict, moved))
        yield
        connections.close_all()


def content(**address: str) -> dict[str, str]:
    """A fingerprint of every table's rows, whatever their order."""
    with psycopg.connect(**address) as connection:
        tables = connection.execute(
            "SELECT relname FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        ).fetchall()
        return {name: _fingerprint(connection, name) for (name,) in tables}


def _fingerprint(connection: psycopg.Connection, table: str) -> str:
    found = connection.execute(
        f"SELECT count(*) || ' ' || md5(coalesce(string_agg(row::text, chr(10) ORDER BY row::text), ''))"
        f' FROM "{table}" AS row'
    ).fetchone()
    assert found
    return str(found[0])
