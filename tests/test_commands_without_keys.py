"""What touches no citizen runs on a bare machine: no keys, no database, no broker."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = ("DJANGO_", "FLEXJOB_", "DATABASE_URL", "MIGRATION_", "READLOG_", "REDIS_", "CELERY_")

pytestmark = pytest.mark.slow


def bare_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(OURS)}


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "check"],
        ["manage.py", "makemigrations", "--check", "--dry-run"],
        ["manage.py", "collectstatic", "--noinput", "--dry-run"],
    ],
)
def test_the_command_needs_nothing(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=bare_environment(), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


CELERY = ["-m", "celery", "-A", "flexjob.celery"]


@pytest.mark.parametrize(
    "server",
    [
        pytest.param(["-c", "import flexjob.wsgi"], id="web"),
        pytest.param([*CELERY, "worker", "--pool", "solo"], id="worker"),
        pytest.param([*CELERY, "beat", "--schedule", "{folder}/schedule"], id="beat"),
    ],
)
def test_a_server_refuses_and_says_what_is_missing(server: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, *(part.format(folder=tmp_path) for part in server)],
        cwd=ROOT,
        env=bare_environment(),
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode != 0
    for missing in ("DJANGO_SECRET_KEY", "FLEXJOB_CPR_KEYS", "databasen svarer ikke"):
        assert missing in done.stderr
