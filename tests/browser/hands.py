"""Counts what a hand does: one click or one key (or chord) is 1; typing in a field is not counted."""

from playwright.sync_api import Locator, Page


class Hands:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.used = 0

    def click(self, place: Locator) -> None:
        self.used += 1
        place.click()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.used += 1
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Into the field that has the focus."""
        self.page.keyboard.type(text)
