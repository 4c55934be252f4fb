"""The reason for being late is given and put right on any late round, finished or not."""

import uuid
from datetime import date

import pytest

from cases.people.models import Role
from revurdering import operations, queries
from revurdering.models import Revurdering
from revurdering.rules import State
from tests.factories import (
    TEST,
    TODAY,
    make_case,
    make_employee,
    make_period,
    make_revurdering,
    recompute,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

LATE = {"started_on": date(2026, 3, 20), "finished_on": date(2026, 9, 20)}
ON_TIME = {"started_on": date(2026, 3, 1), "finished_on": date(2026, 9, 14)}


def explain(case, reason, *, number=1, version=None):
    return operations.give_lateness_reason(
        case=case, number=number, reason=reason, as_of=TODAY, actor=TEST, version=version
    )


@pytest.mark.parametrize(
    "days",
    [
        pytest.param({}, id="not begun"),
        pytest.param({"started_on": LATE["started_on"]}, id="still open"),
        pytest.param({**ON_TIME, "started_on": LATE["started_on"]}, id="started late"),
        pytest.param({**ON_TIME, "finished_on": LATE["finished_on"]}, id="finished late"),
    ],
)
def test_every_late_round_can_be_explained_and_the_first_reason_is_kept(case, days):
    if days:
        make_revurdering(case, opened_for=date(2026, 3, 14), **days)
    first = explain(case, "Lægen", version=1 if days else None)
    record = explain(case, "Lægeattest udestod", version=first.version)
    kept = record.history.order_by("history_id").values_list("lateness_reason", flat=True)
    assert [reason for reason in kept if reason] == ["Lægen", "Lægeattest udestod"]


def test_a_round_that_is_on_time_needs_no_reason(case):
    make_revurdering(case, opened_for=date(2026, 3, 14), **ON_TIME)
    with pytest.raises(operations.NotLate):
        explain(case, "Lægen", version=1)


def test_a_reason_is_words_and_says_something_new(case):
    with pytest.raises(operations.ReasonMissing):
        explain(case, " ")
    explain(case, "Lægen")
    with pytest.raises(operations.NothingToCorrect):
        explain(case, "Lægen", version=1)


def test_a_reason_alone_keeps_its_round_and_says_not_begun(case):
    explain(case, "Lægen")
    (line,) = queries.revurderinger_of(citizen_id=case.citizen_id, as_of=TODAY)
    assert (line.round.number, line.state) == (1, State.NOT_BEGUN)


def test_an_earlier_round_is_explained_without_being_taken_in_hand(anne):
    case = make_case(owner=anne)
    make_period(case.citizen, date(2024, 1, 1))
    recompute(case.citizen)
    explain(case, "Sagen kom fra en anden kommune", number=1)
    begun = operations.start(case=case, on=TODAY, as_of=TODAY, actor=TEST)
    assert begun.round == 2


# --- On the page


def url(case, number=1):
    return f"/sager/{case.number}/revurdering/{number}/aarsag/"


def post(client, address, **form):
    form = {"submission_token": str(uuid.uuid4()), **form}
    return client.post(address, form, follow=True).content.decode()


@pytest.mark.slow
def test_the_caseworker_corrects_the_reason_after_the_team_has_finished(case, anne, client_of):
    make_revurdering(case, opened_for=date(2026, 3, 14), **LATE, lateness_reason="Lægen")
    client = client_of(anne)
    assert url(case) in client.get(f"/sager/{case.number}/revurdering/").content.decode()
    assert "Lægen</textarea>" in client.get(url(case)).content.decode()
    assert "Årsagen er gemt." in post(client, url(case), version=1, aarsag="Attesten udestod")
    assert Revurdering.objects.get().lateness_reason == "Attesten udestod"


def test_two_who_explain_the_second_sees_both_and_loses_nothing(case, anne, client_of):
    make_revurdering(case, opened_for=date(2026, 3, 14), **LATE)
    explain(case, "Deres grund", version=1)
    told = post(client_of(anne), url(case), version=1, aarsag="Min grund")
    assert ("En anden har ændret" in told, "Deres grund" in told) == (True, True)
    assert "Min grund</textarea>" in told


def test_what_is_on_time_meanwhile_is_told_and_nothing_typed_is_lost(case, anne, client_of):
    make_revurdering(case, opened_for=date(2026, 3, 14), **ON_TIME)
    told = post(client_of(anne), url(case), version=1, aarsag="Min grund")
    assert ("ikke forsinket længere" in told, "Min grund</textarea>" in told) == (True, True)


@pytest.mark.parametrize("number", [1, 7])
@pytest.mark.slow
def test_the_page_of_a_round_that_is_not_late_says_so(case, anne, client_of, number):
    make_revurdering(case, opened_for=date(2026, 3, 14), **ON_TIME)
    shown = client_of(anne).get(url(case, number), follow=True)
    assert f"Runde {number} er ikke forsinket" in shown.content.decode()


@pytest.mark.slow
def test_only_the_caseworker_is_offered_it(case, carla, client_of):
    make_revurdering(case, opened_for=date(2026, 3, 14), **LATE)
    tove = client_of(make_employee("Tove", role=Role.TEAM_LEADER))
    assert "/aarsag/" not in tove.get(f"/sager/{case.number}/revurdering/").content.decode()
    for client in (tove, client_of(carla)):
        assert client.get(url(case)).status_code == 404
