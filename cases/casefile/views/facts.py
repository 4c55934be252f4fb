"""The case's own facts, and the way to every act on them."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases.access.declare import FleksjobRequest, case_page
from cases.access.rules import Act, may_on_closed
from cases.casefile import queries, tables
from cases.casefile.models import Case
from cases.casefile.views.common import TAB
from cases.overview import meanwhile
from cases.overview.frame import case_context, words_of


@dataclass(frozen=True)
class Way:
    """To a page; offered to those who may do `act` on the case as it is."""

    label: str
    url_name: str
    act: Act
    on_closed: bool = False


WAYS = (
    Way("Ret jobformidler, ordning og refusion", "sag_oplysninger_ret", Act.CORRECT_CASE),
    Way("Luk sagen", "sag_luk", Act.CLOSE_CASE),
    Way("Genåbn sagen", "sag_genaabn", Act.REOPEN_CASE, on_closed=True),
    Way("Nyt cpr-nummer", "sag_nyt_cpr", Act.CHANGE_CITIZEN),
    Way("Begræns adgangen", "sag_begraens", Act.MARK_RESTRICTED),
    Way("Registrér inhabilitet", "sag_inhabil", Act.REGISTER_INHABILITET),
)


@require_safe
@case_page(Act.SEE_CASE)
def facts(request: FleksjobRequest, case: Case) -> HttpResponse:
    withdrawals = meanwhile.withdrawals(case)
    told_of_more = any(one.events for one in withdrawals)
    request.readlog.shown(
        case, fields=["identitet", "sag", *(["historik"] if told_of_more else [])]
    )
    correction = queries.pending_correction(case)
    context = {
        **case_context(request, case, current=TAB),
        "items": tables.facts(case, words_of(request, case)),
        "correction": correction,
        "is_own_correction": correction is not None and correction.proposed_by == request.user,
        "visitation_label": _visitation_label(request, case),
        "may_answer": _may(request, case, Act.APPROVE_VISITATIONSDATO),
        "may_lift": _may(request, case, Act.LIFT_INHABILITET),
        "restriction": tables.restriction(case.citizen),
        "inhabiliteter": tables.inhabiliteter(case.citizen),
        "withdrawals": withdrawals,
        "ways": [_link(way, case) for way in WAYS if _offered(request, case, way)],
    }
    return render(request, "cases/casefile/facts.html", context)


def _visitation_label(request: FleksjobRequest, case: Case) -> str:
    """Empty when it is not for the viewer to touch."""
    if not _may(request, case, Act.PROPOSE_VISITATIONSDATO):
        return ""
    return "Ret visitationsdatoen" if case.visitationsdato else "Sæt visitationsdatoen"


def _may(request: FleksjobRequest, case: Case, act: Act) -> bool:
    return act in request.viewer.acts and (case.is_open or may_on_closed(act))


def _offered(request: FleksjobRequest, case: Case, way: Way) -> bool:
    return _may(request, case, way.act) and way.on_closed is not case.is_open


def _link(way: Way, case: Case) -> dict[str, str]:
    return {"label": way.label, "url": reverse(way.url_name, args=[case.number])}
