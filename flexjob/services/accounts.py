"""Which account the servers run under. PostgreSQL refuses root, so root hands over to another."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

DEFAULT_ACCOUNT = "nobody"


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        return self.uid == os.geteuid()

    def can_read(self, path: Path) -> bool:
        """Asked of the kernel, as that account: modes, groups and ACLs are its business."""
        if self.is_ours:
            return os.access(path, os.R_OK)
        test = ["test", "-r", str(path)]
        return subprocess.run(test, cwd="/", **self.popen_arguments()).returncode == 0

    def own(self, path: Path) -> None:
        if not self.is_ours:
            os.chown(path, self.uid, self.gid)

    def popen_arguments(self) -> dict[str, object]:
        if self.is_ours:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def serving_account() -> Account:
    if os.geteuid() != 0:
        entry = pwd.getpwuid(os.geteuid())
    else:
        entry = pwd.getpwnam(os.environ.get("EMBEDDED_RUN_AS", DEFAULT_ACCOUNT))
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
