"""What the reconciliation adds to the menu. Called once, from `AppConfig.ready()`."""

from cases import navigation
from cases.access.rules import Act


def register() -> None:
    navigation.register_item(
        navigation.NavItem(
            "Afstemning", "afstemning", frozenset({Act.RECONCILE}), key="F", order=42
        )
    )
