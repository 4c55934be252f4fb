"""Min dag in the menu, first of all, and the tasks that no process owns. Called from `ready()`."""

from cases import navigation
from cases.access.rules import Act
from cases.myday import casework
from cases.overview import registry as overview
from cases.overview.registry import CaseAction


def register() -> None:
    navigation.register_item(
        navigation.NavItem("Min dag", "min_dag", frozenset({Act.SEE_MY_DAY}), key="D", order=0)
    )
    overview.register_action(
        CaseAction(
            "Udskyd en opgave", "sag_udskyd", Act.SEE_MY_DAY, shortcut="h", in_bar=False, order=90
        )
    )
    casework.register()
