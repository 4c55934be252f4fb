"""Task 9 of screens.md 3.1: the month's status is sent within two clicks, or a mail's link and a chord."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.access.viewer import viewer_for
from cases.people.models import Role
from cases.reminders.registry import month_url
from reports.figures.month import to_report
from reports.figures.scope import Scope
from reports.status.late import late_rounds
from revurdering import operations as revurdering
from tests.browser.hands import Hands
from tests.browser.town import Town
from tests.factories import TODAY

pytestmark = pytest.mark.browser

SENT = "er bekræftet og sendt"


@pytest.fixture
def leader(town: Town, as_user: Callable[..., Page]) -> Page:
    """Every late case has its reason."""
    viewer = viewer_for(town.people[Role.TEAM_LEADER], as_of=TODAY)
    month = to_report(TODAY)
    scope = Scope(month, month.last, town.walked.jobcenter_id)
    for late in late_rounds(viewer, scope).unexplained:
        revurdering.give_lateness_reason(
            case=late.case, number=late.row.round or 0, reason="Ventede på attest", as_of=TODAY,
            actor=viewer.actor, version=late.row.version,
        )  # fmt: skip
    return as_user(town.people[Role.TEAM_LEADER])


def test_the_mouse_sends_the_status_in_2_clicks(leader: Page) -> None:
    leader.goto("/min-dag/")
    hands = Hands(leader)
    hands.click(leader.get_by_role("link", name="Bekræft månedsstatus for oktober 2026"))
    at_the_top = leader.get_by_role("button", name="Bekræft og send status").first
    hands.click(at_the_top)  # another stands below the explanation
    expect(leader.get_by_text(SENT)).to_be_visible()
    assert hands.used <= 2


def test_the_link_of_a_mail_and_one_chord_send_the_status(leader: Page) -> None:
    leader.goto(month_url())
    hands = Hands(leader)
    hands.press("Control+Enter")
    expect(leader.get_by_text(SENT)).to_be_visible()
    assert hands.used + 1 <= 2  # the link in the mail is the first
