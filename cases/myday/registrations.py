"""Min dag in the menu, first of all, and the tasks that no process owns. Called from `ready()`."""

from cases import navigation
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.danish.numbers import counted
from cases.myday import casework, queries
from cases.navigation import Badge
from cases.overview import registry as overview
from cases.overview.registry import CaseAction

MOST_SHOWN = 99


def register() -> None:
    navigation.register_item(
        navigation.NavItem(
            "Min dag", "min_dag", frozenset({Act.SEE_MY_DAY}), key="D", order=0, badge=_late
        )
    )
    overview.register_action(
        CaseAction(
            "Udskyd en opgave", "sag_udskyd", Act.SEE_MY_DAY, shortcut="h", in_bar=False, order=90
        )
    )
    casework.register()


def _late(viewer: Viewer) -> Badge | None:
    """Asked on every page, and so counted no further than it is shown."""
    count = queries.late_count(viewer, at_most=MOST_SHOWN + 1)
    if not count:
        return None
    if count > MOST_SHOWN:
        return Badge(f"{MOST_SHOWN}+", f"over {MOST_SHOWN} opgaver har nået fristen")
    return Badge(str(count), f"{counted(count, 'opgave', 'opgaver')} har nået fristen")
