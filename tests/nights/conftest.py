import pytest

from cases.nights import registry


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
