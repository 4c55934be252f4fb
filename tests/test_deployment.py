"""docker-compose.yml and Dockerfile, held without Docker.

The image is not built here. Its own commands are run in its own order in an empty
folder: install, collectstatic, start. The compose file is read as text and as YAML.
"""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from flexjob.health import ask
from flexjob.services import supervisor

ROOT = Path(__file__).resolve().parents[1]
COMPOSE = (ROOT / "docker-compose.yml").read_text()
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE)["services"]
OURS = ("migrate", "web", "worker", "beat", "timer")
SECRETS = {
    "DATABASE_URL",
    "READLOG_DATABASE_URL",
    "DJANGO_SECRET_KEY",
    "FLEXJOB_CPR_KEYS",
    "FLEXJOB_LOOKUP_KEYS",
}
WITH_DEFAULT = {
    "FLEXJOB_VERSION",
    "FLEXJOB_WEB_WORKERS",
    "FLEXJOB_DRIFT_MAIL",
    "FLEXJOB_URL",
    "FLEXJOB_MAIL_FROM",
    # Without a server no mail is sent; some servers ask for no log-in.
    "EMAIL_HOST",
    "EMAIL_PORT",
    "EMAIL_HOST_USER",
    "EMAIL_HOST_PASSWORD",
    "EMAIL_USE_TLS",
    "EMAIL_USE_SSL",
}
COPIED = ("manage.py", "flexjob", "cases", "revurdering", "rehab", "reports", "templates", "static")


@pytest.mark.parametrize("service", OURS)
def test_every_secret_reaches_the_service_and_is_required(service: str) -> None:
    environment = SERVICES[service]["environment"]
    for secret in SECRETS:
        assert environment[secret] == f"${{{secret}:?}}"


def test_no_variable_has_a_default_but_the_harmless() -> None:
    variables = re.findall(r"\$\{(\w+)(:[?-])", COMPOSE)
    assert {name for name, how in variables if how == ":-"} == WITH_DEFAULT


def test_only_the_migration_knows_the_owner() -> None:
    knows = [name for name in SERVICES if "MIGRATION_DATABASE_URL" in str(SERVICES[name])]
    assert knows == ["migrate"]


@pytest.mark.parametrize("service", sorted(SERVICES.keys() - {"migrate"}))
def test_every_lasting_service_has_a_health_command(service: str) -> None:
    kind, *command = SERVICES[service]["healthcheck"]["test"]
    assert kind in {"CMD", "CMD-SHELL"}
    assert command


def test_the_operations_guide_names_every_variable() -> None:
    guide = (ROOT / "docs" / "operations.md").read_text()
    for name in re.findall(r"\$\{(\w+)", COMPOSE):
        assert f"`{name}`" in guide


def test_nothing_is_reached_from_outside_the_machine() -> None:
    for service in SERVICES.values():
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:")


def test_the_timer_needs_no_celery_and_no_broker() -> None:
    timer = SERVICES["timer"]
    assert timer["command"][:3] == ["python", "-m", "flexjob.timer"]
    assert "redis" not in timer["depends_on"]


def test_the_broker_writes_down_what_it_is_given() -> None:
    assert "--appendonly yes" in SERVICES["redis"]["command"][-1]


@pytest.mark.slow
@pytest.mark.usefixtures("committed")
def test_the_image_installs_collects_and_serves(tmp_path: Path, test_database: str) -> None:
    copy_what_the_image_copies(tmp_path)
    address = f"127.0.0.1:{free_port()}"
    environment = image_environment(tmp_path, database=test_database, bind=address)
    for command in dockerfile_commands():
        subprocess.run(["sh", "-ec", command], cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "staticfiles" / "staticfiles.json").exists()

    web = subprocess.Popen(start_command(tmp_path), cwd=tmp_path, env=environment)
    try:
        assert eventually(lambda: ask.is_well(f"http://{address}/sundhed"))
    finally:
        web.terminate()
        web.wait(30)


def test_a_silent_server_is_not_well() -> None:
    assert not ask.is_well(f"http://127.0.0.1:{free_port()}/sundhed")


def copy_what_the_image_copies(app: Path) -> None:
    shutil.copytree(ROOT / "requirements", app / "requirements")
    for name in COPIED:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, app / name)


def image_environment(app: Path, *, database: str, bind: str) -> dict[str, str]:
    """Ours, on the databases of this test process, with the image's own programs first."""
    urls = {
        name: f"{os.environ[name].rpartition('/')[0]}/{database}" for name in supervisor.ROLE_URLS
    }
    path = f"{app / '.venv/bin'}:{os.environ['PATH']}"
    own = {name: os.environ[name] for name in os.environ if name != "DJANGO_SETTINGS_MODULE"}
    return {**own, **urls, "PATH": path, "FLEXJOB_BIND": bind}


def dockerfile_commands() -> list[str]:
    """The RUN lines but the one that makes the account, which is the container's business."""
    dockerfile = (ROOT / "Dockerfile").read_text().replace("\\\n", "")
    runs = re.findall(r"^RUN (.+)$", dockerfile, re.MULTILINE)
    return [run.split("&& useradd")[0] for run in runs]


def start_command(app: Path) -> list[str]:
    [command] = re.findall(r"^CMD (.+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    program, *arguments = yaml.safe_load(command)
    return [str(app / ".venv" / "bin" / program), *arguments]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 30
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.2)
    return condition()
