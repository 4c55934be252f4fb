"""One embedded PostgreSQL server on a Unix socket."""

import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from flexjob.services import processes
from flexjob.services.binaries import postgres_binaries
from flexjob.services.server import EmbeddedServer

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


class Postgres(EmbeddedServer):
    name = "postgres"

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
        # With no server in the directory these say nothing, whoever has its pid now.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for left in self.sockets.glob(".s.PGSQL.*"):
            left.unlink()
        server = self.launch(
            [binaries / "postgres", "-D", self.data, *self._options()], ends_with=FAST_SHUTDOWN
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
        durability = ["--no-sync"] if self.throwaway else []
        self._run([binaries / "initdb", "-D", beginning, "-U", SUPERUSER, *INITDB, *durability])
        beginning.rename(self.data)

    def _options(self) -> list[str]:
        settings = ["listen_addresses=", f"unix_socket_directories={self.sockets}"]
        if self.throwaway:
            settings += FAST
        return [part for setting in settings for part in ("-c", setting)]

    def _answers(self, binaries: Path) -> bool:
        address = ["-h", str(self.sockets), "-U", SUPERUSER]
        return self.account.run([binaries / "pg_isready", "-q", *address]).returncode == 0

    def _create_roles(self, binaries: Path) -> None:
        self._psql(binaries, "-f", "-", text=ROLES.read_text())
        if self.throwaway:  # each test process makes and drops a database of its own
            self._psql(binaries, "-c", "ALTER ROLE fleksjob_ejer CREATEDB")
            self._psql(binaries, "-c", "GRANT pg_signal_backend TO fleksjob_ejer")

    def _psql(self, binaries: Path, *arguments: str, text: str = "") -> None:
        quietly = ["-X", "-q", "-v", "ON_ERROR_STOP=1"]
        connect = ["-h", str(self.sockets), "-U", SUPERUSER, "-d", "postgres"]
        self._run([binaries / "psql", *quietly, *connect, *arguments], text=text)

    def _run(self, command: Sequence[str | Path], *, text: str = "") -> None:
        done = self.account.run(command, text=text)
        if done.returncode != 0:
            raise processes.ServerFailed(done.stderr)

    def _url(self, role: str) -> str:
        return f"postgresql://{role}@/{self.sockets}/{DATABASE}"
