"""Two people saving the same thing: the second sees both versions and loses nothing typed.

Every form that saves is either one of `EDITED`, tried here with two editors, or cannot lose
anybody's work, for the reason written beside it.
"""

import re
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.casefile.models import Case
from cases.people.models import Employee, Role
from revurdering import operations as revurderinger
from tests.drafts.test_every_form import POSTED, UNGUARDED
from tests.factories import (
    TEST,
    TODAY,
    make_case,
    make_employee,
    make_jobcenter,
    make_period,
    make_team,
)

ADDS = "adds a row of its own; what may stand only once, the database refuses"
ONE_STATE = "one act on what stands; the second finds it done"
WITHOUT_EDITING = {
    "revisionsliste_bestil": ADDS,
    "egen_liste_gem": ADDS,
    "genopretninger": ADDS,
    "egen_liste_slet": ONE_STATE,
    "sag_perioder": ADDS,
    "stedfortraedere": ADDS,
    "stedfortraeder_afslut": ONE_STATE,
    "beskeder_laest": ONE_STATE,
    "adgangskode": ONE_STATE,
    "adgangskode_skift": ONE_STATE,
    "medarbejder_ny": ADDS,
    "rolle_ny": ADDS,
    "rolle_forlaeng": ADDS,
    "jobcenter_nyt": ADDS,
    "team_nyt": ADDS,
    "regelprofil_ny": ADDS,
    "ord_nyt": ADDS,
    "indlaes_perioder": ADDS,
    "medarbejder_engangskode": ONE_STATE,
    "medarbejder_deaktiver": ONE_STATE,
    "medarbejder_genaktiver": ONE_STATE,
    "rolle_afslut": ONE_STATE,
    "jobcenter_nedlaeg": ONE_STATE,
    "team_nedlaeg": ONE_STATE,
    "godkendelse": ONE_STATE,
    "engangskode": ONE_STATE,
    "afstemning": ADDS,
    "afstemning_kilde_ny": ADDS,
    "afstemning_afgoer": "the one who sent the list decides, and sees what is decided",
    "afstemning_gem": "under lock; what changed since it was decided is shown again",
    "afstemning_kasser": ONE_STATE,
    "afstemning_overtag": "under lock; what is decided stays, and who had it is told on the page",
    "afstemning_rul_tilbage": "under lock; what changed since is left and told",
    "sag_spoergsmaal": "of the periods shown, under lock; what another answered meanwhile is told",
    "daekning_begrund": "adds a row; the earlier one stays, and the latest holds",
    "daekning_underskriv": "signed once; refused when the numbers are no longer those that were seen",
    "gem_indlaesning": "judged anew under lock; a review that no longer holds is shown again",
    "kasser_indlaesning": ONE_STATE,
    "sager_overdrag": "nothing is typed over: the report says from whom each case came",
    "maanedsstatus_skema": "under lock; a reason another wrote meanwhile is told, and nothing is sent",
    "maanedsstatus_bekraeft": ONE_STATE,
    "maanedsstatus_udvalg_luk": "made once, under lock; the page is read again if others are missing",
    "maanedsstatus_videre": ONE_STATE,
    "maanedsstatus_aarsag": "by version; a reason another wrote meanwhile is told and stands",
    "maanedsstatus_aarsag_godkend": "of the wording shown; another one is read again first",
    "maanedsstatus_bed": ONE_STATE,
    "maanedsstatus_pladser": "one number from a day on; all of them stand below the form",
    "profil": "one's own choice, which nobody else saves",
    "min_dag_udskyd": "one's own list, which nobody else saves",
    "min_dag_hent_tilbage": "one's own list, which nobody else saves",
    "sag_udskyd": "one's own list, which nobody else saves",
    "kalender_ny": "one's own; the address before it stops working, and the page says so",
    "kalender_traek_tilbage": ONE_STATE,
    "sager_visning_gem": ADDS,
    "sager_visning_omdoeb": "one's own, which nobody else saves",
    "sager_visning_slet": ONE_STATE,
    "mail_indstillinger": "one's own choice, which nobody else saves",
    "sag_ny": ADDS,
    "sag_nyt_cpr": ADDS,
    "sag_inhabil": ADDS,
    "sag_inhabil_ophaev": ONE_STATE,
    "sag_genaabn": ONE_STATE,
    "sag_visitationsdato": "set once; after that a correction adds a row that another decides",
    "sag_visitationsdato_svar": ONE_STATE,
    "sag_revurdering_overdrag": ONE_STATE,
    "sag_revurdering_modtag": ONE_STATE,
    "sag_revurdering_paabegynd": ONE_STATE,
    "sag_revurdering_afslut": ONE_STATE,
    "sag_revurdering_tilflytning": ONE_STATE,
    "sag_revurdering_tilflytning_tilbage": ONE_STATE,
    "sag_revurdering_overdrag_fortryd": ONE_STATE,
    "sag_revurdering_modtag_fortryd": ONE_STATE,
    "sag_revurdering_paabegynd_fortryd": ONE_STATE,
    "sag_revurdering_afslut_fortryd": ONE_STATE,
}


class Edit(NamedTuple):
    """`shown_at`: the page that shows the form; `theirs` is saved first, then `mine` is refused."""

    url: str
    arguments: Callable[[Case], list[Any]]
    shown_at: str
    theirs: dict[str, str]
    mine: dict[str, str]


def of_its_round(case: Case) -> list[Any]:
    return [case.number, 1]


def of_its_period(case: Case) -> list[Any]:
    return [case.number, case.citizen.periods.get().pk]


PERIOD = {"type": "ledighedsydelse", "til": "", "gem": ""}
EDITED = [
    Edit("sag_periode_ret", of_its_period, "sag_periode_ret",
         {**PERIOD, "fra": "1.4.2025"}, {**PERIOD, "fra": "2.5.2025", "grund": "Brev fra KMD"}),
    Edit("sag_periode_ret", of_its_period, "sag_periode_ret",
         {**PERIOD, "type": "fleksjob", "fra": "15.3.2025", "timer": "12,5"},
         {**PERIOD, "type": "fleksjob", "fra": "15.3.2025", "timer": "15,5"}),
    Edit("sag_revurdering_aarsag", of_its_round, "sag_revurdering_aarsag",
         {"aarsag": "Borgeren var syg"}, {"aarsag": "Lægen svarede sent"}),
    Edit("medarbejder_ret", lambda case: [case.caseworker_id], "medarbejder_ret",
         {"name": "Anne Holm", "email": "ah@example.dk"},
         {"name": "Anne Dam", "email": "ad@example.dk"}),
    Edit("jobcenter_omdoeb", lambda case: [case.jobcenter_id], "jobcenter_omdoeb",
         {"name": "Jobcenter Nord"}, {"name": "Jobcenter Syd"}),
    Edit("team_omdoeb", lambda case: [case.team_id], "team_omdoeb",
         {"name": "Team Nord"}, {"name": "Team Syd"}),
    Edit("paamindelser", lambda case: [], "paamindelser",
         {"before": "45, 15", "repeat": "5", "m10": "1", "month": "2"},
         {"before": "90, 45", "repeat": "6", "m10": "4", "month": "3"}),
]  # fmt: skip
# Below, sag_luk in tests/casefile/test_pages.py, sag_oplysninger_ret in its test_correcting.py,
# afstemning_kilde in tests/reports/afstemning,
# and the others in tests/revurdering.
TRIED_APART = {
    "afstemning_kilde",
    "sag_periode_annuller",
    "sag_begraens",
    "sag_luk",
    "sag_oplysninger_ret",
    "sag_revurdering_overdrag_ret",
    "sag_revurdering_modtag_ret",
    "sag_revurdering_paabegynd_ret",
    "sag_revurdering_afslut_ret",
    "sag_revurdering_tilflytning_ret",
}
SEEN_AS = {"1.4.2025": "1. april 2025", "15.3.2025": "15. marts 2025"}


def test_every_form_is_tried_here_or_has_a_reason() -> None:
    tried = {edit.url for edit in EDITED} | TRIED_APART
    assert POSTED - UNGUARDED.keys() == tried | WITHOUT_EDITING.keys()
    assert not tried & WITHOUT_EDITING.keys()


@pytest.fixture
def case(db: None) -> Case:
    case = make_case(owner=make_employee("Anne"), team=make_team(jobcenter=make_jobcenter()))
    make_period(case.citizen, date(2025, 3, 15))
    revurderinger.start(case=case, on=date(2026, 6, 1), as_of=TODAY, actor=TEST)
    return case


@pytest.fixture
def browser_for(case: Case, client_of: Callable[[Employee], Client]) -> Callable[[str], Client]:
    def of(url: str) -> Client:
        if url.startswith("sag_"):
            return client_of(case.caseworker)
        return client_of(make_employee("Sigrid", role=Role.SYSTEM_ADMINISTRATOR))

    return of


def hidden_in(page: HttpResponse) -> dict[str, str]:
    found = dict(re.findall(r'name="(version|periode)"[^>]*value="(\d+)"', page.content.decode()))
    assert "version" in found
    return found


def save(client: Client, url: str, fields: dict[str, str], hidden: dict[str, str]) -> HttpResponse:
    return client.post(url, {**fields, **hidden, "submission_token": str(uuid.uuid4())})


@pytest.mark.django_db
@pytest.mark.parametrize("edit", EDITED, ids=lambda edit: edit.url)
@pytest.mark.slow
def test_the_second_of_two_sees_both_and_loses_nothing(
    edit: Edit, case: Case, browser_for: Callable[[str], Client]
) -> None:
    client, arguments = browser_for(edit.url), edit.arguments(case)
    url = reverse(edit.url, args=arguments)
    shown = hidden_in(client.get(reverse(edit.shown_at, args=arguments)))
    assert save(client, url, edit.theirs, shown).status_code == 302
    refused = save(client, url, edit.mine, shown)
    assert refused.status_code in (200, 409)
    page = refused.content.decode()
    for typed in (*edit.theirs.values(), *edit.mine.values()):
        assert SEEN_AS.get(typed, typed) in page
    assert save(client, url, edit.mine, hidden_in(refused)).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("edit", EDITED, ids=lambda edit: edit.url)
@pytest.mark.slow
def test_a_draft_comes_back_with_the_version_it_was_typed_against(
    edit: Edit, case: Case, browser_for: Callable[[str], Client]
) -> None:
    client, arguments = browser_for(edit.url), edit.arguments(case)
    url = reverse(edit.url, args=arguments)
    page = reverse(edit.shown_at, args=arguments)
    shown, place = hidden_in(client.get(page)), {"draft_page": "kladden"}
    client.post(reverse("gem_kladde"), {**edit.mine, **shown, **place})
    assert save(client, url, edit.theirs, shown).status_code == 302
    kept = client.post(reverse("hent_kladde"), place).json()["fields"]
    typed = {name: values[0] for name, values in kept.items()}
    refused = save(client, url, typed, {**hidden_in(client.get(page)), "version": typed["version"]})
    assert refused.status_code in (200, 409)
    # By this draft.js leaves the form alone: it may be saved now.
    assert "data-posted" in refused.content.decode()
    assert save(client, url, edit.mine, hidden_in(refused)).status_code == 302


@pytest.mark.django_db
@pytest.mark.slow
def test_a_period_corrected_meanwhile_is_not_annulled_unseen(
    case: Case, client_of: Callable[[Employee], Client]
) -> None:
    client, (number, period) = client_of(case.caseworker), of_its_period(case)
    annul = reverse("sag_periode_annuller", args=[number, period])
    shown = hidden_in(client.get(annul))
    correct = reverse("sag_periode_ret", args=[number, period])
    save(client, correct, {**PERIOD, "fra": "1.4.2025"}, hidden_in(client.get(correct)))
    refused = save(client, annul, {"grund": "Skrevet to gange"}, shown)
    assert refused.status_code == 409
    assert "Skrevet to gange" in refused.content.decode()
    case.citizen.periods.get(annulled_on__isnull=True)


@pytest.mark.django_db
@pytest.mark.slow
def test_a_marking_made_meanwhile_is_not_taken_off_unseen(
    case: Case, client_of: Callable[[Employee], Client]
) -> None:
    client, url = client_of(case.caseworker), reverse("sag_begraens", args=[case.number])
    shown = hidden_in(client.get(url))
    save(client, url, {"is_protected": "on"}, shown)
    refused = save(client, url, {"is_colleague": "on"}, shown)
    assert "En anden har ændret" in refused.content.decode()
    case.citizen.refresh_from_db()
    assert (case.citizen.is_protected, case.citizen.is_colleague) == (True, False)
    assert hidden_in(refused) != shown
