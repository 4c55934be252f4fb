"""What the two embedded servers have in common: a place, an account, a log."""

import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from flexjob.services import processes
from flexjob.services.accounts import Account


@dataclass(frozen=True)
class EmbeddedServer:
    home: Path
    sockets: Path
    account: Account
    throwaway: bool = False

    name: ClassVar[str]

    @property
    def data(self) -> Path:
        return self.home / self.name

    @property
    def log(self) -> Path:
        return self.home / f"{self.name}.log"

    def launch(
        self, command: Sequence[str | Path], *, ends_with: signal.Signals
    ) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return processes.start(
                command, account=self.account, log=log, ends_with=ends_with, cwd=self.data
            )
