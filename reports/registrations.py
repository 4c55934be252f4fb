"""What oversight puts in the menu, under Kontrol and in Ctrl K. Called once, from `AppConfig.ready()`."""

from cases import navigation
from cases.access.rules import Act
from cases.caselist.registry import ListLink, register_link
from cases.myday.registry import register_desk
from cases.reminders.registry import register_month_page
from cases.search.pages import Page, register_page
from reports.committee import desk as committee
from reports.control.registry import ControlPage, register_control_page
from reports.status import desk

LISTS = frozenset({Act.EXPORT_LISTS})
MONTH_STATUS = frozenset({Act.SEE_MONTH_STATUS})
FORECAST = frozenset({Act.SEE_FORECAST})
RECOVERY = frozenset({Act.SEE_RECOVERY})


def register() -> None:
    navigation.register_item(navigation.NavItem("Kontrol", "kontrol", LISTS, key="K", order=30))
    _register_audit()
    _register_month_status()
    _register_forecast()
    _register_recovery()


def _register_forecast() -> None:
    register_control_page(
        ControlPage(
            "Prognose",
            "Revurderinger, der skal påbegyndes i de næste 18 måneder, og hvad nu hvis.",
            "prognose",
            FORECAST,
            order=20,
        )
    )
    register_page(Page("Prognose", "prognose", FORECAST, "De næste 18 måneder"))


def _register_recovery() -> None:
    register_control_page(
        ControlPage(
            "Genopretning",
            "Sager over fristen på en skæringsdato, og hvor langt de er kommet.",
            "genopretninger",
            RECOVERY,
            order=10,
        )
    )
    register_page(Page("Genopretning", "genopretninger", RECOVERY, "Sager over fristen"))


def _register_audit() -> None:
    register_control_page(
        ControlPage(
            "Revisionslister",
            "Færdige lister til Excel: løbende ure, over fristen, afsluttet for sent, flyttede"
            " frister, opslag og roller.",
            "revisionslister",
            LISTS,
            order=30,
        )
    )
    register_control_page(
        ControlPage(
            "Udtræk",
            "Hvem har hentet hvilke lister, hvornår og til hvad.",
            "udtraek",
            LISTS,
            order=40,
        )
    )
    register_link(ListLink("Revisionslister", "revisionslister", Act.EXPORT_LISTS))
    register_page(
        Page("Revisionslister", "revisionslister", LISTS, "Lister til Excel", fragment="#formaal")
    )
    register_page(Page("Udtræk", "udtraek", LISTS, "Hentede lister"))
    register_page(Page("Kontrol", "kontrol", LISTS))


def _register_month_status() -> None:
    navigation.register_item(
        navigation.NavItem("Månedsstatus", "maanedsstatus", MONTH_STATUS, key="T", order=25)
    )
    register_desk(desk.tasks)
    register_desk(committee.tasks)
    register_month_page("maanedsstatus")
    register_page(Page("Månedsstatus", "maanedsstatus", MONTH_STATUS))
