"""Each kind of import contract is broken in a copy, to see that the linter says so."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("flexjob", "cases", "revurdering", "rehab", "reports")

pytestmark = pytest.mark.slow


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(copy: Path) -> subprocess.CompletedProcess[str]:
    linter = Path(sys.executable).with_name("lint-imports")
    environment = {**os.environ, "PYTHONPATH": str(copy), "COLUMNS": "200"}
    return subprocess.run(
        [linter, "--no-cache"], cwd=copy, env=environment, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        pytest.param("cases/apps.py", "import revurdering", id="a lower room imports a higher"),
        pytest.param("rehab/apps.py", "import revurdering", id="a process imports the other"),
        pytest.param("reports/apps.py", "import flexjob.keys", id="a room imports the wiring"),
        pytest.param("cases/people/models.py", "import cases.views", id="a model imports a view"),
        pytest.param("cases/deadlines/marks.py", "import django.db", id="the law imports Django"),
        pytest.param("revurdering/rules.py", "import django.utils", id="a rule imports Django"),
    ],
)
def test_a_forbidden_import_breaks_the_build(copy: Path, module: str, forbidden: str) -> None:
    with (copy / module).open("a") as file:
        file.write(f"\n{forbidden}\n")
    outcome = lint(copy)
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    assert "BROKEN" in outcome.stdout


def test_the_code_as_it_stands_keeps_every_contract(copy: Path) -> None:
    outcome = lint(copy)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_every_package_with_floors_is_named_in_the_contract() -> None:
    contract = (ROOT / "pyproject.toml").read_text()
    floors = ("models.py", "views.py", "operations.py", "queries.py")
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            package = ".".join(path.parent.relative_to(ROOT).parts)
            if path.name in floors:
                assert f'"{package}"' in contract, f"tilføj {package} til containers"
