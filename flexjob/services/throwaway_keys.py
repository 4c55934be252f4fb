"""Keys for demo and tests, drawn once into a file that only its owner can read."""

import base64
import os
import secrets
from pathlib import Path

NAMES = ("FLEXJOB_CPR_KEYS", "FLEXJOB_LOOKUP_KEYS")


class KeysExposed(Exception):
    pass


def load_or_draw(path: Path) -> dict[str, str]:
    if not path.exists():
        _draw(path)
    mode = path.stat().st_mode & 0o777
    if mode & 0o077:
        raise KeysExposed(f"{path} kan læses af andre (mode {mode:o}). Kør: chmod 600 {path}")
    return dict(line.split("=", 1) for line in path.read_text().splitlines())


def drawn() -> dict[str, str]:
    keys = {name: f"1:{base64.b64encode(secrets.token_bytes(32)).decode()}" for name in NAMES}
    return {"DJANGO_SECRET_KEY": secrets.token_urlsafe(50), **keys}


def _draw(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in drawn().items())
