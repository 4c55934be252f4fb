"""Every page that a role may open, as the access matrix says: a new page is walked by itself."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from tests.access.examples import ARGUMENTS, QUERIES, Maker
from tests.access.matrix import ROLES, Line, lines
from tests.browser.town import Town

# Answered with a file and not with a page.
FILES = frozenset(
    {
        "kalender",
        "sager_eksport",
        "medarbejdere_hent",
        "indlaesning_fejl",
        "opslag_hent",
        "beskeder_hent",
        "maanedsstatus_hent",
        "maanedsstatus_alle_hent",
        "rettelser_hent",
        "aendringer_hent",
        "ord_hent",
        "organisation_hent",
        "godkendelser_hent",
        "sag_perioder_hent",
        "sag_historik_hent",
        "udtraek_hent",
        "prognose_hent",
        "genopretning_hent",
    }
)
WALKERS = [role for role in ROLES if role not in ("anonym", "deaktiveret", "uden_rolle")]


def pages_of(role: str) -> list[Line]:
    return [line for line in lines() if _is_page(line) and line.through[role]]


def is_first_to_come(role: str, line: Line) -> bool:
    """Of those who open this page; they look at it from every side."""
    return role == next(walker for walker in WALKERS if line.through[walker])


def address_in(town: Town, line: Line) -> str:
    """The case stands in the address of most pages, but not of all."""
    case = town.walked
    rest = _the_rest(town, ARGUMENTS[line.url]) if line.url in ARGUMENTS else {}
    query = f"?{QUERIES[line.url]}" if line.url in QUERIES else ""
    try:
        return reverse(line.url, kwargs={"number": case.number, **rest}) + query
    except NoReverseMatch:
        return reverse(line.url, kwargs=rest) + query


def _the_rest(town: Town, maker: Maker) -> dict[str, Any]:
    """Made once: what it makes may stand there only once."""
    if maker not in town.arguments:
        town.arguments[maker] = maker(town.walked)
    return town.arguments[maker]


def _is_page(line: Line) -> bool:
    return line.method == "GET" and line.url not in FILES
