from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from cases.nights import queries, registry
from tests import living
from tests.living import Broker, Crew


@pytest.fixture(autouse=True)
def an_old_installation(monkeypatch):
    """Whatever the day on which the test's own tables were made."""
    monkeypatch.setattr(queries, "installed_at", lambda: datetime(2025, 6, 1, tzinfo=UTC))


@pytest.fixture
def steps(monkeypatch):
    """The registry, empty: `steps["name"] = step` registers."""
    empty = {}
    monkeypatch.setattr(registry, "_steps", empty)
    return empty


@pytest.fixture
def told_for(steps):
    """The dates for which the only step was called, in order."""
    days = []

    def remember(*, day, actor):
        days.append(day)
        return 2

    steps["huskeren"] = remember
    return days


@pytest.fixture
def broker() -> Iterator[Broker]:
    with living.own_broker() as found:
        yield found


@pytest.fixture
def workers(broker, test_database, tmp_path) -> Iterator[Crew]:
    """Two of them."""
    with living.crew(database=test_database, broker=broker, logs=tmp_path, count=2) as found:
        yield found
