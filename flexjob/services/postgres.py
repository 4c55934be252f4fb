"""One embedded PostgreSQL server on a Unix socket."""

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from flexjob.services import processes
from flexjob.services.accounts import Account
from flexjob.services.binaries import postgres_binaries

ROLES = Path(__file__).resolve().parent.parent / "database" / "roles.sql"
SUPERUSER = "postgres"
DATABASE = "fleksjob"
# The same collation as docker-compose.yml gives: dumps can move between the two.
INITDB = (
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
)
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
# SIGINT is PostgreSQL's fast shutdown: it ends sessions and writes everything down.
FAST_SHUTDOWN = signal.SIGINT


@dataclass(frozen=True)
class Postgres:
    home: Path
    sockets: Path
    account: Account
    throwaway: bool = False

    @property
    def data(self) -> Path:
        return self.home / "postgres"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    def environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self._url("fleksjob_app"),
            "MIGRATION_DATABASE_URL": self._url("fleksjob_ejer"),
            "READLOG_DATABASE_URL": self._url("fleksjob_laeselog"),
        }

    def start(self) -> subprocess.Popen[bytes]:
        binaries = postgres_binaries(self.account)
        self._initialise(binaries)
        processes.stop_left_behind(program="postgres", directory=self.data, by=FAST_SHUTDOWN)
        # With no server in the directory the file says nothing, whoever has its pid now.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        with self.log.open("ab") as log:
            server = processes.start(
                [binaries / "postgres", "-D", self.data, *self._options()],
                account=self.account,
                log=log,
                ends_with=FAST_SHUTDOWN,
                cwd=self.data,
            )
        try:
            processes.wait_until(lambda: self._answers(binaries), process=server, log=self.log)
            self._create_roles(binaries)
        except BaseException:
            processes.stop(server, by=FAST_SHUTDOWN)
            raise
        return server

    def _initialise(self, binaries: Path) -> None:
        """Made beside its place and then moved, so a killed initdb leaves nothing half."""
        if self.data.exists():
            return
        beginning = self.home / "postgres.new"
        shutil.rmtree(beginning, ignore_errors=True)
        beginning.mkdir(mode=0o700)
        self.account.own(beginning)
        command = [binaries / "initdb", "-D", beginning, "-U", SUPERUSER, *INITDB]
        if self.throwaway:
            command.append("--no-sync")
        self._run(command)
        beginning.rename(self.data)

    def _options(self) -> list[str]:
        settings = ["listen_addresses=", f"unix_socket_directories={self.sockets}"]
        if self.throwaway:
            settings += FAST
        return [part for setting in settings for part in ("-c", setting)]

    def _answers(self, binaries: Path) -> bool:
        asked = [str(binaries / "pg_isready"), "-q", "-h", str(self.sockets), "-U", SUPERUSER]
        return subprocess.run(asked, cwd="/", **self.account.popen_arguments()).returncode == 0

    def _create_roles(self, binaries: Path) -> None:
        self._psql(binaries, "-f", "-", text=ROLES.read_text())
        if self.throwaway:  # each test process makes a database of its own
            self._psql(binaries, "-c", "ALTER ROLE fleksjob_ejer CREATEDB")

    def _psql(self, binaries: Path, *arguments: str, text: str = "") -> None:
        connect = ["-X", "-q", "-h", self.sockets, "-U", SUPERUSER, "-d", "postgres"]
        command = [binaries / "psql", *connect, "-v", "ON_ERROR_STOP=1", *arguments]
        self._run(command, text=text)

    def _run(self, command: list[str | Path], *, text: str = "") -> None:
        done = subprocess.run(
            [str(part) for part in command],
            cwd="/",
            input=text.encode(),
            capture_output=True,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
            **self.account.popen_arguments(),
        )
        if done.returncode != 0:
            raise processes.ServerFailed(done.stderr.decode(errors="replace"))

    def _url(self, role: str) -> str:
        return f"postgresql://{role}@/{self.sockets}/{DATABASE}"
