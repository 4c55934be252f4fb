"""Which account the servers run under. PostgreSQL refuses root, so root hands over to another."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEFAULT_ACCOUNT = "nobody"


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int

    @classmethod
    def of_this_process(cls) -> "Account":
        return cls.named(pwd.getpwuid(os.geteuid()))

    @classmethod
    def named(cls, entry: pwd.struct_passwd) -> "Account":
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)

    @property
    def is_ours(self) -> bool:
        return self.uid == os.geteuid()

    def can_read(self, path: Path) -> bool:
        """Asked of the kernel, as that account: modes, groups and ACLs are its business."""
        return self.run(["test", "-r", path]).returncode == 0

    def own(self, path: Path) -> None:
        if not self.is_ours:
            os.chown(path, self.uid, self.gid)

    def run(
        self, command: Sequence[str | Path], *, text: str = ""
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(part) for part in command],
            cwd="/",  # ours may be closed to that account
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            input=text,
            text=True,
            capture_output=True,
            **self.popen_arguments(),
        )

    def popen_arguments(self) -> dict[str, Any]:
        if self.is_ours:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def serving_account() -> Account:
    if os.geteuid() != 0:
        return Account.of_this_process()
    return Account.named(pwd.getpwnam(os.environ.get("EMBEDDED_RUN_AS", DEFAULT_ACCOUNT)))
