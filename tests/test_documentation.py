"""The guides say what is there: commands, settings, what runs when, and every place they point to."""

import re
from pathlib import Path

import pytest

from flexjob.schedule import SCHEDULE
from tests.test_structure import sources

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "operations.md").read_text()
COMMANDS = sorted(path.stem for path in ROOT.glob("*/management/commands/[a-z]*.py"))
NAMED = re.compile(
    r"""(?:env\.\w+|switch|number|database|environ\.get)\(\s*"([A-Z_]+)"|environ\["([A-Z_]+)"\]"""
)
# The machine's own, and what Python itself reads.
NOT_OURS = {"PATH", "DJANGO_SETTINGS_MODULE"}
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


def variables() -> set[str]:
    found = NAMED.findall("\n".join(path.read_text() for path in sources("flexjob")))
    return {first or second for first, second in found} - NOT_OURS


@pytest.mark.parametrize("command", COMMANDS)
def test_the_guide_names_every_command(command: str) -> None:
    assert re.search(rf"`{command}\b", GUIDE)


@pytest.mark.parametrize("variable", sorted(variables()))
def test_the_guide_names_every_variable(variable: str) -> None:
    assert f"`{variable}`" in GUIDE


def test_the_guide_names_no_variable_that_nothing_reads() -> None:
    compose = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    listed = set(re.findall(r"`((?:FLEXJOB|DJANGO|REDIS|CELERY|EMBEDDED)_[A-Z_]+)`", GUIDE))
    assert listed <= variables() | compose


@pytest.mark.parametrize("name", sorted(SCHEDULE))
def test_the_guide_says_when_everything_runs(name: str) -> None:
    assert f"| {name} |" in GUIDE


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []
