"""The commands of docs/operations.md, run on two embedded servers instead of two containers."""

import os
import re
import subprocess
from pathlib import Path

import psycopg

from flexjob.services.accounts import serving_account
from flexjob.services.binaries import postgres_binaries

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
