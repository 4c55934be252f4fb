"""Min dag: who sees which tasks, under which split, in which order, and at what cost."""

from datetime import date, timedelta

import pytest
import time_machine

from cases.access.viewer import viewer_for
from cases.casefile.operations import reassign_cases
from cases.caselist.undoing import return_cases
from cases.history import Actor, change
from cases.myday import placing, queries, tables
from cases.myday.rules import Split
from cases.nextsteps.operations import refresh
from cases.people.models import Role
from revurdering import operations as revurdering
from tests.factories import (
    NOW,
    TEST,
    TODAY,
    give_role,
    make_employee,
    make_revurdering,
    make_running_case,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

TEN_MONTHS_AGO = date(2026, 1, 1)
A_YEAR_AGO = date(2025, 9, 1)
EIGHTEEN_MONTHS_AGO = date(2025, 3, 3)


def case_of(name, owner, start=TEN_MONTHS_AGO, jobformidler=None, **flags):
    return make_running_case(name, start, owner=owner, jobformidler=jobformidler, **flags)


def html_of(client, query=""):
    return client.get(f"/min-dag/{query}").content.decode().replace("\u00a0", " ")


def tasks_of(employee, split=Split.NOW, as_of=TODAY):
    viewer = viewer_for(employee, as_of=as_of)
    found = queries.day_of(viewer, split).tasks
    cases = queries.cases_of(viewer, [task.case_id for task in found])
    return [(cases[task.case_id].citizen.name, task.kind.verb) for task in found]


def done_by(employee):
    viewer = viewer_for(employee, as_of=TODAY)
    return {label for label, _ in queries.day_of(viewer, Split.DONE).done}


def test_it_is_where_a_caseworker_lands(anne, client_of):
    assert client_of(anne).get("/")["Location"] == "/min-dag/"


def test_the_central_administration_has_no_day(client_of):
    celia = make_employee("Celia", role=Role.CENTRAL_ADMINISTRATION)
    assert client_of(celia).get("/min-dag/").status_code == 404
    assert client_of(celia).get("/")["Location"] == "/sager/"


@pytest.mark.slow
def test_a_caseworker_has_her_own_cases_and_no_others(anne, bo):
    case_of("Anna Min", anne)
    case_of("Bodil Bos", bo)
    assert tasks_of(anne) == [("Anna Min", "Send sagen til teamet")]


@pytest.mark.slow
def test_the_law_stands_before_the_municipality_and_the_oldest_first(anne):
    case_of("Lokal Gammel", anne, TODAY - timedelta(days=340))
    case_of("Lov Ny", anne, date(2025, 11, 15))
    case_of("Lov Gammel", anne, A_YEAR_AGO)
    assert [name for name, _ in tasks_of(anne)] == ["Lov Gammel", "Lov Ny", "Lokal Gammel"]


def test_my_week_has_a_row_for_each_day_of_this_week(anne):
    case_of("Anna Uge", anne, date(2026, 1, 30))
    counts = queries.day_of(viewer_for(anne, as_of=TODAY), Split.WEEK).counts
    _, *after_today = tables.week(counts, as_of=TODAY)
    assert [day["count"] for day in after_today] == [0, 0, 0, 0, 0, 0, 1]
    assert counts.splits[Split.WEEK] == 1


@pytest.mark.slow
def test_what_is_due_in_a_week_is_this_week_and_in_eight_days_nowhere(anne):
    case_of("Anna Uge", anne, date(2026, 1, 30))
    case_of("Bodil Senere", anne, date(2026, 2, 1))
    assert tasks_of(anne) == []
    assert [name for name, _ in tasks_of(anne, Split.WEEK)] == ["Anna Uge"]


@pytest.mark.slow
def test_the_team_receives_what_was_sent_and_the_sender_waits(anne):
    vera = make_employee("Vera", role=Role.VISITATIONSTEAM)
    case = case_of("Anna Sendt", anne)
    make_revurdering(case, handed_over_on=TODAY)
    refresh(citizen_ids=[case.citizen_id])
    assert tasks_of(vera) == [("Anna Sendt", "Modtag sagen")]
    assert ("Anna Sendt", "Teamet modtager sagen") in tasks_of(anne, Split.OTHERS)


@pytest.mark.slow
def test_the_team_finishes_what_is_started(anne):
    vera = make_employee("Vera", role=Role.VISITATIONSTEAM)
    case = case_of("Anna Begyndt", anne, EIGHTEEN_MONTHS_AGO)
    make_revurdering(
        case,
        opened_for=date(2026, 3, 2),
        handed_over_on=date(2026, 2, 1),
        started_on=date(2026, 2, 20),
    )
    refresh(citizen_ids=[case.citizen_id])
    assert ("Anna Begyndt", "Afslut revurdering") in tasks_of(vera)
    assert ("Anna Begyndt", "Teamet afslutter revurderingen") in tasks_of(anne, Split.OTHERS)


def test_the_payment_office_sends_the_cases_of_every_jobcenter(anne, carla):
    yrsa = make_employee("Yrsa", role=Role.PAYMENT_OFFICE)
    case_of("Anna Her", anne)
    case_of("Bent Der", carla)
    assert {name for name, _ in tasks_of(yrsa)} == {"Anna Her", "Bent Der"}


def test_a_teamchef_hands_out_cases_and_follows_up_on_what_is_late(anne):
    tina = make_employee("Tina", role=Role.TEAM_LEADER)
    case_of("Anna Ledig", None)
    case_of("Bent Sen", anne, A_YEAR_AGO)
    assert tasks_of(tina) == [
        ("Bent Sen", "Følg op på den overskredne frist"),
        ("Anna Ledig", "Fordel sag"),
    ]


@pytest.mark.slow
def test_a_reason_moves_the_late_case_from_the_teamchefs_hands(anne):
    tina = make_employee("Tina", role=Role.TEAM_LEADER)
    case = case_of("Bent Sen", anne, EIGHTEEN_MONTHS_AGO)
    record = make_revurdering(case, opened_for=date(2026, 3, 2), handed_over_on=date(2026, 2, 1))
    explain(record)
    assert tasks_of(tina) == []
    assert len(tasks_of(tina, Split.OTHERS)) == 1


@pytest.mark.slow
def test_new_hands_move_it_too_for_as_long_as_until_the_next_reminder(anne, today):
    tina = make_employee("Tina", role=Role.TEAM_LEADER)
    bo = make_employee("Bo")
    case = case_of("Bent Sen", anne, EIGHTEEN_MONTHS_AGO)
    reassign_cases(cases=[case], to=bo, actor=TEST, reason="Fordeling", as_of=TODAY)
    assert tasks_of(tina) == []
    assert len(tasks_of(tina, Split.OTHERS)) == 1
    assert len(tasks_of(tina, as_of=TODAY + timedelta(days=7))) == 1


def explain(record):
    record.lateness_reason = "Lægen er forsinket"
    with change(actor=TEST):
        record.save(update_fields=["lateness_reason"])


def test_a_late_start_asks_for_its_reason(anne):
    case = case_of("Anna Sen", anne, A_YEAR_AGO)
    make_revurdering(case, opened_for=date(2026, 8, 31), started_on=date(2026, 9, 10))
    refresh(citizen_ids=[case.citizen_id])
    assert ("Anna Sen", "Skriv grunden til forsinkelsen") in tasks_of(anne)


def test_the_jobformidler_waits_for_the_caseworker(anne):
    jonas = make_employee("Jonas", role=Role.JOBFORMIDLER)
    case_of("Anna Fælles", anne, jobformidler=jonas)
    assert tasks_of(jonas) == []
    assert tasks_of(jonas, Split.OTHERS) == [("Anna Fælles", "Næste skridt i revurderingen")]


@pytest.mark.slow
def test_a_closed_case_asks_for_nothing(anne):
    make_running_case("Lukket Borger", A_YEAR_AGO, owner=anne, closed_on=date(2026, 6, 1))
    assert tasks_of(anne) == []


@pytest.mark.slow
def test_the_restricted_citizen_of_another_is_counted_and_not_named(client_of):
    yrsa = make_employee("Yrsa", role=Role.PAYMENT_OFFICE)
    case_of("Hemmelig Person", None, protected=True)
    html = html_of(client_of(yrsa))
    assert "Hemmelig Person" not in html
    assert "1 sag med begrænset adgang" in html


@pytest.mark.slow
def test_carla_sees_none_of_it(anne, carla, client_of):
    case_of("Anna Eksempel", anne)
    assert "Anna Eksempel" not in html_of(client_of(carla))


@pytest.mark.slow
def test_the_day_begins_with_one_sentence(anne, client_of):
    case_of("Anna Eksempel", anne)
    case_of("Bent Eksempel", anne, date(2026, 1, 30))
    assert "1 opgave er over fristen. Derefter er der ro til søndag 29. november." in html_of(
        client_of(anne)
    )


@pytest.mark.slow
def test_an_empty_day_names_the_next_deadline(anne, client_of):
    case_of("Anna Eksempel", anne, date(2026, 2, 1))
    html = html_of(client_of(anne))
    assert "Du er ajour. Ingen opgaver forfalder i dag. Næste frist er" in html


def test_the_menu_counts_what_is_over_or_at_its_deadline(anne, client_of, count_queries):
    for start in (A_YEAR_AGO, TEN_MONTHS_AGO, date(2026, 1, 30)):
        case_of(f"Fra {start}", anne, start)
    html = client_of(anne).get("/profil/").content.decode().replace("\u00a0", " ")
    assert 'aria-hidden="true">2</span><span class="sr-only">, 2 opgaver har nået fristen' in html
    viewer = viewer_for(anne, as_of=TODAY)
    assert count_queries(lambda: queries.late_count(viewer, at_most=100)) == 1
    assert queries.late_count(viewer, at_most=1) == 1


def test_the_menu_counts_anew_for_another_day_and_another_role(anne, bo):
    case_of("Anna Over", anne, A_YEAR_AGO)
    case_of("Bent Over", bo, A_YEAR_AGO)
    case_of("Carl Snart", anne, date(2026, 1, 30))

    def count(as_of=TODAY):
        return queries.late_count(viewer_for(anne, as_of=as_of), at_most=100)

    assert (count(), count(TODAY + timedelta(days=7)), count()) == (1, 2, 1)
    give_role(anne, Role.TEAM_LEADER)
    assert count() == 3  # her own to begin, and both to follow up


@pytest.mark.parametrize("role", Role.values)
def test_the_menus_question_is_made_without_asking(role, count_queries):
    """It is kept for the day: what it read itself would grow old with it."""
    reach = placing.Reach(viewer_for(make_employee("Ida", role=role), as_of=TODAY), late=True)
    assert count_queries(lambda: list(reach.branches())) == 0


def test_with_nothing_late_and_without_a_log_in_the_menu_counts_nothing(anne, client, client_of):
    case_of("Anna Uge", anne, date(2026, 1, 30))
    assert "nav-count" not in client_of(anne).get("/profil/").content.decode()
    assert "nav-count" not in client.get("/log-ind/").content.decode()


def test_a_page_that_says_no_counts_nothing(anne, client_of, count_queries):
    """Its frame asks the database nothing: what is left is the session, the reader and their roles."""
    case_of("Anna Over", anne, A_YEAR_AGO)
    client = client_of(anne)
    html = client.get("/findes-ikke/").content.decode()
    assert "Siden findes ikke" in html
    assert "Min dag" in html
    assert "nav-count" not in html
    assert count_queries(lambda: client.get("/findes-ikke/")) == 4


def test_a_role_to_approve_stands_on_the_desk(client_of):
    tina = make_employee("Tina", role=Role.TEAM_LEADER)
    give_role(make_employee("Nete", role=None), Role.CASEWORKER, approved=False)
    html = html_of(client_of(tina))
    assert "Godkend rolle" in html  # beside the month's status
    assert 'Kræver handling <span class="case-tabs__count">(2)' in html


@pytest.mark.parametrize("split", list(Split))
@pytest.mark.slow
def test_the_count_on_each_tab_is_the_number_of_rows(anne, client_of, split):
    for number in range(3):
        case_of(f"Nu {number}", anne)
    case_of("Uge", anne, date(2026, 1, 30))
    shown = html_of(client_of(anne), f"?del={split}").count("data-row-main")
    viewer = viewer_for(anne, as_of=TODAY)
    assert queries.day_of(viewer, split).counts.splits[split] == shown


@pytest.mark.slow
def test_50_rows_cost_as_many_queries_as_one(anne, client_of, count_queries):
    client = client_of(anne)
    case_of("Anna Eksempel", anne)
    one = count_queries(lambda: html_of(client))
    for number in range(5):
        case_of(f"Borger {number}", anne)
    assert count_queries(lambda: html_of(client)) == one <= 15


@pytest.mark.slow
def test_a_page_that_is_gone_shows_the_last_and_the_desk_makes_none(client_of, monkeypatch):
    monkeypatch.setattr(queries, "ROWS", 1)
    karen = make_employee("Karen", role=Role.TEAM_LEADER)
    for number in (1, 2):
        case_of(f"Borger Nr{number}", None)
    beyond = html_of(client_of(karen), "?side=999")
    assert "Borger Nr2" in beyond
    assert "Side 2 af 2" in beyond
    assert queries.day_of(viewer_for(karen, as_of=TODAY), Split.NOW, number=9).number == 2


@pytest.mark.slow
@pytest.mark.parametrize("is_assigned", [True, False])
def test_a_case_handed_over_and_back_is_not_done(anne, bo, is_assigned):
    with time_machine.travel(NOW - timedelta(days=3), tick=False):
        case = case_of("Anna Fortrudt", anne if is_assigned else None)
    actor = Actor.employee(anne)
    before = {case.number: (case.caseworker_id, case.team_id)}
    reassign_cases(cases=[case], to=bo, actor=actor, reason="", as_of=TODAY)
    assert done_by(anne) == {"Sag overdraget"}
    return_cases(cases=[case], handed_to=bo.pk, before=before, actor=actor)
    assert done_by(anne) == set()


def test_what_was_registered_and_taken_back_is_not_done(anne):
    case = case_of("Anna Fortrudt", anne, EIGHTEEN_MONTHS_AGO)
    by_anne = {"case": case, "as_of": TODAY, "actor": Actor.employee(anne)}
    sent = revurdering.hand_over(on=TODAY, **by_anne)
    assert done_by(anne) == {"Sagen sendt til teamet"}
    revurdering.undo_latest_act(
        number=sent.round, step="handed_over_on", version=sent.version, **by_anne
    )
    assert done_by(anne) == set()
