"""What the coverage proof adds to Kontrol, Ctrl K and Min dag. Called once, from `AppConfig.ready()`."""

from cases.access.rules import Act
from cases.myday.registry import register_desk
from cases.search.pages import Page, register_page
from reports.control.registry import ControlPage, register_control_page
from reports.coverage import desk

READERS = frozenset({Act.SEE_COVERAGE})


def register() -> None:
    about = "Beviset for, at alle, der får ledighedsydelse, har et løbende ur; underskrives hvert kvartal."
    register_control_page(ControlPage("Dækning", about, "daekning", READERS, order=20))
    register_page(Page("Dækning", "daekning", READERS, "Kvartalets bevis"))
    register_desk(desk.tasks)
