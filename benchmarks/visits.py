"""The pages that are measured, each asked for by one role as the browser does.

Every page that the access matrix lets anyone open, but those left out with a reason: a new page is
measured from the day it has its line there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.people.models import Role
from tests.access.matrix import Line, lines

CASEWORKER, OFFICE, LEADER, ADMIN, TEAM, CONTROL = (
    Role.CASEWORKER, Role.PAYMENT_OFFICE, Role.TEAM_LEADER, Role.SYSTEM_ADMINISTRATOR,
    Role.VISITATIONSTEAM, Role.QUALITY_CONTROL,
)  # fmt: skip
ROLES = (CASEWORKER, OFFICE, LEADER, ADMIN, TEAM, CONTROL)
# Each reaches the cases in a way of its own; those of quality control are all there are.
LISTING = (CASEWORKER, OFFICE, TEAM, CONTROL)


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
    "Sager, side 2": {"sagsbehandler": "alle", "side": "2"},
}
DAYS = (CASEWORKER, OFFICE, LEADER)
NO_LIST = "viser ingen borgere og ingen liste"
COUNTS_ROUNDS = "tæller alle runder; måles i hele landet af benchmarks.oversight"
A_FILE = "en fil med alle rækker, ingen side"
NOT_MEASURED = {
    "sager": "måles i flere rækkefølger, se LISTS",
    "min_dag": "måles for flere roller, se DAYS",
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
    "beskeder_hent": A_FILE,
    "profil": NO_LIST,
    "mail_indstillinger": NO_LIST,
    "mail_tilstand": NO_LIST,
    "mail_afmeld": NO_LIST,
    "kalendere": NO_LIST,
    "kalender": A_FILE,
    "sager_visninger": NO_LIST,
    "indlaesning": "kun når en liste er sendt; måles med den af benchmarks.intake",
    **dict.fromkeys(
        (f"maanedsstatus{page}" for page in ("", "_side", "_skema", "_tal", "_dengang", "_udvalg")),
        COUNTS_ROUNDS,
    ),
    "maanedsstatus_udvalg_luk": "kun fra den 15., når en status mangler",
    "maanedsstatus_hent": A_FILE,
    "maanedsstatus_alle_hent": A_FILE,
    "maanedsstatus_pladser": NO_LIST,
    "nat_sager": "kun når nogen ikke kunne beregnes om natten",
    "kontrol": NO_LIST,
    "afstemning_kilde": NO_LIST,
    "afstemning_gennemgang": "måles af benchmarks.afstemning",
    "daekning_kvartal": "kun når et kvartal er afstemt",
    "prognose": COUNTS_ROUNDS,
    **dict.fromkeys(("genopretninger", "genopretning", "genopretning_sager"), COUNTS_ROUNDS),
    "genopretning_hent": A_FILE,
    "prognose_sager": COUNTS_ROUNDS,
    "prognose_hent": A_FILE,
    "udtraek": NO_LIST,
    "udtraek_klar": NO_LIST,
    "udtraek_hent": "måles af benchmarks.audit_lists",
    "sag_genaabn": "kun en lukket sag, og landets er åbne",
    "sag_inhabil_ophaev": "kun når nogen er inhabil",
    "sag_visitationsdato_svar": "kun når en rettelse venter",
    "sag_revurdering_aarsag": "kun når runden er forsinket",
    "sag_revurdering_tilflytning": "kun når runden har en frist på 18 måneder",
    "sag_revurdering_tilflytning_ret": "kun når en flytning er registreret",
    "sag_revurdering_tilflytning_tilbage": "kun når en flytning er registreret",
    **dict.fromkeys(
        (f"sag_revurdering_{step}_ret" for step in ("overdrag", "modtag", "paabegynd", "afslut")),
        "kun når skridtet er registreret",
    ),
    "medarbejder_ret": NO_LIST,
    "medarbejder_deaktiver": NO_LIST,
    "rolle_ny": NO_LIST,
    "regelprofil_ny": NO_LIST,
    "jobcenter_nyt": NO_LIST,
    "jobcenter_omdoeb": NO_LIST,
    "team_nyt": NO_LIST,
    "team_omdoeb": NO_LIST,
    "ord_nyt": NO_LIST,
    "paamindelser": NO_LIST,
    "godkendelse": NO_LIST,
    "engangskode": NO_LIST,
}
ARGUMENTS: dict[str, Callable[[Subject], dict[str, Any]]] = {
    "sag_hvorfor": lambda _: {"round_number": 1, "kind": "m12"},
    "sag_hvorfor_udskriv": lambda _: {"round_number": 1, "kind": "m12"},
    "sag_periode_ret": lambda subject: {"period_id": subject.period_id},
    "sag_periode_annuller": lambda subject: {"period_id": subject.period_id},
    # The list of everyone: nothing has moved yet in the smaller country.
    "revisionsliste": lambda _: {"key": "loebende-ure"},
    "medarbejder": lambda subject: {"key": subject.employee_id},
}
LETTERS = 3


def visits() -> list[Visit]:
    return [
        *(
            Visit(f"{name} ({role.label})", role, _listing(query))
            for role in LISTING
            for name, query in LISTS.items()
        ),
        *(
            Visit(f"Min dag ({role.label})", role, _page("min_dag", of_a_case=False))
            for role in DAYS
        ),
        *of_a_case(),
        *(_visit(line) for line in _measured() if not _is_of_a_case(line)),
        Visit("Ctrl K, hele navnet", CASEWORKER, _suggestions(None)),
        Visit("Ctrl K, tre bogstaver", CASEWORKER, _suggestions(LETTERS)),
    ]


def of_a_case() -> list[Visit]:
    return [_visit(line) for line in _measured() if _is_of_a_case(line)]


def _measured() -> list[Line]:
    return [line for line in lines() if line.method == "GET" and line.url not in NOT_MEASURED]


def _is_of_a_case(line: Line) -> bool:
    return line.is_about_citizens and not line.is_list


def _visit(line: Line) -> Visit:
    role = next(role for role in ROLES if line.through[role])
    return Visit(line.url, role, _page(line.url, of_a_case=_is_of_a_case(line)))


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
