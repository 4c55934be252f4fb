"""What `cases` itself puts on a case's pages and in the menu. Called once, from `AppConfig.ready()`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from cases import banners, navigation
from cases.access.rules import Act
from cases.casefile.models import Case, VisitationsdatoCorrection
from cases.citizens.models import Citizen, Inhabilitet
from cases.danish import dates
from cases.nights import banner as nights
from cases.overview import registry
from cases.overview.registry import CaseAction, CaseTab, EventSource
from cases.periods.models import Period
from cases.reconciling import banner as books
from cases.search.pages import Page, register_page

ANSWERS = {
    VisitationsdatoCorrection.Outcome.PENDING: "foreslået",
    VisitationsdatoCorrection.Outcome.APPROVED: "godkendt",
    VisitationsdatoCorrection.Outcome.REFUSED: "afvist",
}


def register() -> None:
    banners.register_banner(nights.banner)
    banners.register_banner(books.banner)
    _register_menu()
    _register_pages()
    _register_on_the_case()
    _register_event_sources()


def _register_pages() -> None:
    """Those that no menu leads to. Whoever has Ctrl K may list cases."""
    register_page(
        Page("Stedfortrædere", "stedfortraedere", frozenset({Act.SET_DEPUTY}), "Når nogen er væk")
    )
    register_page(
        Page("Dine kalendere", "kalendere", frozenset({Act.SEE_MY_DAY}), "Frister i Outlook")
    )
    register_page(
        Page("Dine mails", "mail_indstillinger", frozenset({Act.LIST_CASES}), "Hvornår de kommer")
    )
    register_page(
        Page(
            "Påmindelser og mails",
            "mail_tilstand",
            frozenset({Act.SEE_NIGHTS}),
            "Om alt er fortalt og sendt",
        )
    )


def _register_menu() -> None:
    navigation.register_item(
        navigation.NavItem("Sager", "sager", frozenset({Act.LIST_CASES}), key="S", order=10)
    )
    navigation.register_item(
        navigation.NavItem("Beskeder", "beskeder", frozenset({Act.READ_NOTICES}), key="B", order=20)
    )
    navigation.register_item(
        navigation.NavItem(
            "Rettelser", "rettelser", frozenset({Act.APPROVE_VISITATIONSDATO}), key="R", order=50
        )
    )
    navigation.register_item(
        navigation.NavItem(
            "Godkendelser", "godkendelser", frozenset({Act.APPROVE_ROLE}), key="G", order=60
        )
    )
    navigation.register_item(
        navigation.NavItem(
            "Nattens kørsel", "naetter", frozenset({Act.SEE_NIGHTS}), key="N", order=65
        )
    )
    navigation.register_item(
        navigation.NavItem(
            "Administration", "administration", frozenset({Act.ADMINISTER}), key="A", order=70
        )
    )
    navigation.register_item(
        navigation.NavItem(
            "Indlæs perioder",
            "indlaes_perioder",
            frozenset({Act.IMPORT_PERIODS}),
            key="I",
            order=40,
        )
    )


def _register_on_the_case() -> None:
    registry.register_tab(CaseTab("Overblik", "sag", order=10))
    registry.register_tab(CaseTab("Perioder", "sag_perioder", count=_periods, order=20))
    registry.register_tab(CaseTab("Oplysninger", "sag_oplysninger", order=70))
    registry.register_tab(CaseTab("Historik", "sag_historik", order=80))
    registry.register_tab(CaseTab("Opslag", "opslag", act=Act.SEE_OWN_LOOKUPS, order=90))
    registry.register_action(
        CaseAction(
            "Registrér periode",
            "sag_perioder",
            Act.WRITE_PERIOD,
            key="R P",
            shortcut="r p",
            fragment="#registrer",
            order=20,
        )
    )


def _register_event_sources() -> None:
    registry.register_event_source(
        EventSource(Case, "Sag", lambda case: Q(id=case.pk), labels={"caseworker": "sagsbehandler"})
    )
    registry.register_event_source(
        EventSource(Citizen, "Borger", lambda case: Q(id=case.citizen_id))
    )
    registry.register_event_source(
        EventSource(
            Period,
            "Periode",
            lambda case: Q(citizen_id=case.citizen_id),
            hidden=("id", "version", "citizen", "imported_at", "imported_end"),
            half_open=("end",),
            named=_named_period,
            silent=("version", "imported_at", "imported_end"),
        )
    )
    registry.register_event_source(
        EventSource(
            VisitationsdatoCorrection,
            "Rettelse af visitationsdato",
            lambda case: Q(case_id=case.pk),
            hidden=("id", "case", "reason", "proposed_by", "decided_by", "outcome"),
            titled=lambda facts: f"Rettelse af visitationsdato {ANSWERS[facts['outcome']]}",
        )
    )
    registry.register_event_source(
        EventSource(
            Inhabilitet,
            "Inhabilitet",
            lambda case: Q(citizen_id=case.citizen_id),
            hidden=("id", "citizen", "registered_by", "lifted_by", "lift_reason"),
            labels={"employee": "medarbejder"},
            titled=lambda facts: (
                f"Inhabilitet {'ophævet' if facts['lifted_by_id'] else 'registreret'}"
            ),
        )
    )


def _named_period(facts: Mapping[str, Any]) -> str:
    start, end = facts["start"], facts["end"]
    span = dates.half_open_span(
        date.fromisoformat(start), None if end is None else date.fromisoformat(end)
    )
    return f"{Period.Kind(facts['kind']).label} {span}"


def _periods(case: Case) -> int:
    """Counted by the door that opened the case."""
    counted: int | None = getattr(case, "period_count", None)
    if counted is not None:
        return counted
    return Period.objects.standing().filter(citizen=case.citizen_id).count()
