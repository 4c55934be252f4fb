"""What a hand does: one click or one key (or chord) counts 1; typing in a field is not counted."""

from playwright.sync_api import Locator, Page


def press(page: Page, *keys: str) -> None:
    """Once the page's own scripts listen: an earlier key would be lost, and a hand is slower."""
    page.wait_for_load_state("domcontentloaded")
    for key in keys:
        page.keyboard.press(key)


class Hands:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.used = 0

    def click(self, place: Locator) -> None:
        self.used += 1
        place.click()

    def press(self, *keys: str) -> None:
        self.used += len(keys)
        press(self.page, *keys)

    def write(self, text: str) -> None:
        """Into the field that has the focus."""
        self.page.keyboard.type(text)
