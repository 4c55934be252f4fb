"""`make screenshots`: the pictures of the user guide, always of the same day and the same people."""

import base64
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from cases.nights.models import Night
from cases.people.models import Employee, Role
from cases.reconciling.models import Reconciliation
from tests import factories
from tests.browser import payment_list
from tests.browser.town import Town
from tests.factories import give_role
from tests.reports.afstemning.lists import make_source

pytestmark = pytest.mark.browser

FOLDER = settings.BASE_DIR / "docs" / "user-guide" / "billeder"
WIDTH, TALLEST = 1200, 1400
QUALITY = 32

# role, name of the picture, address of the page
PICTURES = [
    (Role.CASEWORKER, "min-dag", "/min-dag/"),
    (Role.CASEWORKER, "sager", "/sager/"),
    (Role.CASEWORKER, "overblik", "/sager/{anna}/"),
    (Role.CASEWORKER, "hvad-nu-hvis", "/sager/{anna}/?pr=2027-03-01&hvis=fleksjob&fra=2027-01-01"),
    (Role.CASEWORKER, "hvorfor", "/sager/{anna}/hvorfor/1/m12/"),
    (Role.CASEWORKER, "perioder", "/sager/{finished}/perioder/"),
    (Role.CASEWORKER, "revurdering", "/sager/{anna}/revurdering/"),
    (Role.CASEWORKER, "historik", "/sager/{anna}/historik/"),
    (Role.CASEWORKER, "beskeder", "/beskeder/"),
    (Role.PAYMENT_OFFICE, "indlaes", "/indlaesning/"),
    (Role.VISITATIONSTEAM, "visitationsteam", "/sager/{walked}/revurdering/"),
    (Role.TEAM_LEADER, "godkendelser", "/godkendelser/"),
    (Role.TEAM_LEADER, "nattens-koersel", "/nat/"),
    (Role.TEAM_LEADER, "maanedsstatus", "/maanedsstatus/"),
    (Role.TEAM_LEADER, "prognose", "/kontrol/prognose/"),
    (Role.QUALITY_CONTROL, "revisionslister", "/kontrol/revisionslister/"),
    (Role.SYSTEM_ADMINISTRATOR, "administration", "/administration/"),
    (Role.SYSTEM_ADMINISTRATOR, "medarbejdere", "/administration/medarbejdere/"),
]


@pytest.mark.parametrize("role", dict.fromkeys(role for role, _, _ in PICTURES))
def test_pictures_are_taken(role: str, town: Town, as_user: Callable[..., Page]) -> None:
    give_role(Employee.objects.get(name="Ida"), Role.CASEWORKER, approved=False)
    _work_through_three_nights()
    Reconciliation.objects.create(at=factories.NOW)
    page = as_user(town.people[role])
    page.set_viewport_size({"width": WIDTH, "height": 800})
    for wanted, name, address in PICTURES:
        if wanted == role:
            page.goto(_filled_in(address, town))
            _save(page, name)


def test_the_picture_of_a_reconciliation_is_taken(
    town: Town, as_user: Callable[..., Page], tmp_path: Path
) -> None:
    make_source()
    page = as_user(town.people[Role.PAYMENT_OFFICE])
    page.set_viewport_size({"width": WIDTH, "height": 800})
    page.goto("/afstemning/")
    sent = payment_list.write(town, folder=tmp_path)
    page.get_by_label("Listen som CSV- eller Excel-fil").set_input_files(sent)
    page.get_by_role("button", name="Sammenlign listen").click()
    page.get_by_role("link", name="andre datoer").first.click()
    page.get_by_role("link", name="Bent Prøve").wait_for()
    _save(page, "afstemning")


def _work_through_three_nights() -> None:
    """The town's own is finished, and a finished night stays so."""
    Night.objects.update(citizens=662, moved=3, told=41)
    begun = factories.NOW.replace(hour=0, minute=15)
    for days_ago, (moved, told) in [(1, (0, 12)), (2, (1, 27))]:
        at = begun - timedelta(days=days_ago)
        Night.objects.create(
            day=at.date(),
            started_at=at,
            finished_at=at + timedelta(minutes=4),
            recomputed_as_of=at.date(),
            citizens=662,
            moved=moved,
            told=told,
        )


def _filled_in(address: str, town: Town) -> str:
    numbers = {name: getattr(town, name).number for name in ("anna", "finished", "walked")}
    return address.format(**numbers)


def _save(page: Page, name: str) -> None:
    """As WebP, which Playwright itself does not offer: a tenth of the size."""
    height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": height, "scale": 1}
    taken = page.context.new_cdp_session(page).send(
        "Page.captureScreenshot",
        {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True},
    )
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.webp").write_bytes(base64.b64decode(taken["data"]))
