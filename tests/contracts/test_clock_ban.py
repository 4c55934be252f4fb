from pathlib import Path

import pytest

from tests.contracts import clock

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("flexjob", "cases", "revurdering", "rehab", "reports")


def test_only_the_edges_read_the_clock() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {reading}"
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if not clock.is_edge(path.relative_to(ROOT))
        for line, reading in clock.readings(path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "date.today()",
        "datetime.datetime.now(UTC)",
        "timezone.now()",
        "models.DateField(default=timezone.localdate)",
        "time.time()",
        "from django.utils.timezone import now",
        "models.DateTimeField(auto_now_add=True)",
    ],
)
def test_a_reading_is_found(source: str) -> None:
    assert list(clock.readings(source))


@pytest.mark.parametrize("source", ["time.monotonic()", "datetime.fromisoformat(text)", "Now()"])
def test_what_tells_no_date_is_left_alone(source: str) -> None:
    assert not list(clock.readings(source))


@pytest.mark.parametrize(
    "path", ["cases/views.py", "cases/management/commands/genberegn.py", "cases/intake/tasks.py"]
)
def test_an_edge_is_known_by_its_name(path: str) -> None:
    assert clock.is_edge(Path(path))


def test_a_rule_is_no_edge() -> None:
    assert not clock.is_edge(Path("cases/deadlines/rules.py"))
