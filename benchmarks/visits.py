"""The pages that are measured, each asked for by one role as the browser does.

A test holds the list against the access matrix: a page that anyone may open is either here or left
out with a reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.people.models import Role

CASEWORKER, OFFICE, LEADER, ADMIN = (
    Role.CASEWORKER, Role.PAYMENT_OFFICE, Role.TEAM_LEADER, Role.SYSTEM_ADMINISTRATOR,
)  # fmt: skip
ROLES = (CASEWORKER, OFFICE, LEADER, ADMIN)


@dataclass(frozen=True)
class Subject:
    """Whom a page of one case is opened for."""

    number: str
    name: str
    period_id: int
    employee_id: int


@dataclass(frozen=True)
class Visit:
    name: str
    role: Role
    ask: Callable[[Client, Subject], HttpResponse]


LISTS = {
    "Sager, mine": {},
    "Sager, alle": {"sagsbehandler": "alle"},
    "Sager, alle, efter navn": {"sagsbehandler": "alle", "sorter": "navn"},
    "Sager, alle, efter måneder": {"sagsbehandler": "alle", "sorter": "mdr"},
    "Sager, over fristen": {"sagsbehandler": "alle", "tilstand": "over"},
    "Sager, side 5": {"sagsbehandler": "alle", "side": "5"},
}
CASE_PAGES = {
    "sag": CASEWORKER,
    "sag_perioder": CASEWORKER,
    "sag_revurdering": CASEWORKER,
    "sag_historik": CASEWORKER,
    "sag_oplysninger": CASEWORKER,
    "opslag": CASEWORKER,
    "sag_hvorfor": CASEWORKER,
    "sag_hvorfor_udskriv": CASEWORKER,
    "sag_periode_ret": CASEWORKER,
    "sag_periode_annuller": CASEWORKER,
    "sag_luk": CASEWORKER,
    "sag_nyt_cpr": CASEWORKER,
    "sag_begraens": CASEWORKER,
    "sag_inhabil": CASEWORKER,
    "sag_visitationsdato": CASEWORKER,
}
OTHER_PAGES = {
    "soeg": CASEWORKER,
    "sag_ny": CASEWORKER,
    "rettelser": LEADER,
    "godkendelser": ADMIN,
    "administration": ADMIN,
    "medarbejdere": ADMIN,
    "medarbejder": ADMIN,
    "medarbejder_ny": ADMIN,
    "organisation": ADMIN,
    "aendringer": ADMIN,
    "ord": ADMIN,
    "indlaes_perioder": OFFICE,
}
NO_LIST = "viser ingen borgere og ingen liste"
A_FILE = "en fil med alle rækker, ingen side"
NOT_MEASURED = {
    "home": "sender videre til den første side",
    "login": NO_LIST,
    "health": NO_LIST,
    "egen_cpr": NO_LIST,
    "formaal": NO_LIST,
    "adgangskode": NO_LIST,
    "adgangskode_skift": NO_LIST,
    "sager_eksport": A_FILE,
    "medarbejdere_hent": A_FILE,
    "aendringer_hent": A_FILE,
    "rettelser_hent": A_FILE,
    "opslag_hent": A_FILE,
    "profil": NO_LIST,
    "indlaesning": "måles af benchmarks.intake",
    "sag_genaabn": "kun en lukket sag, og landets er åbne",
    "sag_inhabil_ophaev": "kun når nogen er inhabil",
    "sag_visitationsdato_svar": "kun når en rettelse venter",
    "medarbejder_ret": NO_LIST,
    "medarbejder_deaktiver": NO_LIST,
    "rolle_ny": NO_LIST,
    "regelprofil_ny": NO_LIST,
    "jobcenter_nyt": NO_LIST,
    "jobcenter_omdoeb": NO_LIST,
    "team_nyt": NO_LIST,
    "team_omdoeb": NO_LIST,
    "ord_nyt": NO_LIST,
    "godkendelse": NO_LIST,
    "engangskode": NO_LIST,
}
ARGUMENTS: dict[str, Callable[[Subject], dict[str, Any]]] = {
    "sag_hvorfor": lambda _: {"round_number": 1, "kind": "m12"},
    "sag_hvorfor_udskriv": lambda _: {"round_number": 1, "kind": "m12"},
    "sag_periode_ret": lambda subject: {"period_id": subject.period_id},
    "sag_periode_annuller": lambda subject: {"period_id": subject.period_id},
    "medarbejder": lambda subject: {"key": subject.employee_id},
}
LETTERS = 3


def visits() -> list[Visit]:
    return [
        *(
            Visit(f"{name} ({role.label})", role, _listing(query))
            for role in (CASEWORKER, OFFICE)
            for name, query in LISTS.items()
        ),
        *of_a_case(),
        *(Visit(url, role, _page(url, of_a_case=False)) for url, role in OTHER_PAGES.items()),
        Visit("Ctrl K, hele navnet", CASEWORKER, _suggestions(None)),
        Visit("Ctrl K, tre bogstaver", CASEWORKER, _suggestions(LETTERS)),
    ]


def of_a_case() -> list[Visit]:
    return [Visit(url, role, _page(url, of_a_case=True)) for url, role in CASE_PAGES.items()]


def _listing(query: dict[str, str]) -> Callable[[Client, Subject], HttpResponse]:
    return lambda client, _: client.get(f"{reverse('sager')}?{urlencode(query)}", secure=True)


def _page(url: str, *, of_a_case: bool) -> Callable[[Client, Subject], HttpResponse]:
    def ask(client: Client, subject: Subject) -> HttpResponse:
        number = {"number": subject.number} if of_a_case else {}
        more = ARGUMENTS[url](subject) if url in ARGUMENTS else {}
        return client.get(reverse(url, kwargs={**number, **more}), secure=True)

    return ask


def _suggestions(letters: int | None) -> Callable[[Client, Subject], HttpResponse]:
    return lambda client, subject: client.post(
        reverse("soeg_forslag"), {"q": subject.name[:letters]}, secure=True
    )
