"""The day of each account that is shown has something under every split its role can have."""

import pytest

from cases.access.viewer import viewer_for
from cases.myday import queries
from cases.myday.rules import Split
from cases.people.models import Employee
from tests.factories import TODAY

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("demo")]

EVERY = set(Split)
# A teamchef follows up on what is past its day, a jobformidler waits for the caseworker.
SPLITS = {
    "anne.sagsbehandler": EVERY,
    "vera.visitation": EVERY,
    "ylva.ydelse": EVERY,
    "tove.teamchef": EVERY - {Split.WEEK},
    "jonas.jobformidler": {Split.OTHERS},
}


@pytest.mark.parametrize("username", SPLITS)
def test_the_day_has_something_everywhere(username: str) -> None:
    viewer = viewer_for(Employee.objects.get(username=username), as_of=TODAY)
    counts = queries.day_of(viewer, Split.NOW).counts.splits
    assert {split for split, count in counts.items() if count} == SPLITS[username]
