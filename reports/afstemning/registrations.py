"""What the reconciliation adds to the menu and Ctrl K. Called once, from `AppConfig.ready()`."""

from cases import navigation
from cases.access.rules import Act
from cases.search.pages import Page, register_page

SENDERS = frozenset({Act.RECONCILE})


def register() -> None:
    navigation.register_item(
        navigation.NavItem("Afstemning", "afstemning", SENDERS, key="F", order=42)
    )
    register_page(Page("Afstemning", "afstemning", SENDERS, "Ydelsessystemets liste"))
