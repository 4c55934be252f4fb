"""How a page is looked at: wide and narrow, in its own colours and in those the reader forces."""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE, NARROW = 1440, 320
HEIGHT = 900
# The rule on the size of what is clicked (2.5.8) is off unless asked for.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def ways_to_look(page: Page, *, widths: tuple[int, ...] = (WIDE, NARROW)) -> Iterator[str]:
    """Sets the page up for one way after another; yields its name."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for colours in ("none", "active"):
            page.emulate_media(forced_colors=colours)
            yield f"{width} px" + (", tvungne farver" if colours == "active" else "")


def violations(page: Page) -> list[str]:
    page.wait_for_load_state()  # until then a stylesheet may be missing
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]}\n{node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def scrolls_sideways(page: Page) -> bool:
    page.wait_for_load_state()
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
