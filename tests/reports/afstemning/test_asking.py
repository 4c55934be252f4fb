"""A caseworker is asked which periods are right: a task until they answer, and what the answer does."""

from datetime import date, timedelta

import pytest

from cases.access.viewer import viewer_for
from cases.casefile.models import Case
from cases.myday import queries as myday
from cases.myday.rules import Split
from cases.overview import registry
from cases.people.models import Employee, Role
from cases.periods import operations as periods
from cases.periods.models import Period
from reports.afstemning import operations, queries, questions, rules
from reports.afstemning.models import Afstemning, AfstemningLine, Answer
from reports.afstemning.queries import Filters
from tests.factories import TEST, TODAY, make_employee
from tests.reports.afstemning.lists import approve, decide_all, make_person, review, row
from tests.reports.afstemning.test_approve import standing
from tests.reports.afstemning.test_page import ClientOf, post, text

pytestmark = pytest.mark.django_db
ASK = AfstemningLine.Decision.ASK


@pytest.fixture
def case(anne: Employee) -> Case:
    return Case.objects.get(citizen=make_person(1, ("2026-01-01", ""), owner=anne))


@pytest.fixture
def asked(case: Case, yrsa: Employee) -> Afstemning:
    """The list says March where we say January."""
    found = review(row(1, "2026-03-01"), employee=yrsa)
    decide_all(found, ASK)
    return found


def tasks(employee: Employee, split: Split = Split.NOW) -> list[str]:
    found = myday.day_of(viewer_for(employee, as_of=TODAY), split).tasks
    return [task.kind.name for task in found if "afstemning" in task.kind.name]


def answer(case: Case, employee: Employee, choice: str, *, note: str = "") -> Answer:
    question = questions.next_question(case, as_of=TODAY)
    assert question is not None
    said = operations.Said(choice, note, questions.seen_periods(question.seen), employee)
    return operations.answer(case=case, key=question.key, said=said, actor=TEST, as_of=TODAY)


@pytest.mark.slow
def test_the_caseworker_is_asked_on_min_dag_and_on_the_case_and_nobody_else(
    case: Case, asked: Afstemning, anne: Employee, bo: Employee, yrsa: Employee
) -> None:
    assert tasks(anne) == ["afstemning-svar"]
    assert tasks(bo) == []
    assert tasks(yrsa, Split.OTHERS) == ["venter-afstemning"]
    assert tasks(make_employee("Ole", role=Role.PAYMENT_OFFICE), Split.OTHERS) == []
    acts = viewer_for(anne, as_of=TODAY).acts
    [notice] = [one for one in registry.notices(case, acts=acts) if one.link]
    assert notice.text == "Ydelseskontoret spørger om perioderne"
    assert all(not one.link for one in registry.notices(case, acts=frozenset()))


@pytest.mark.parametrize("decision", ["listen", "vores", ""])
def test_decided_by_the_payment_office_the_task_is_gone(
    case: Case, asked: Afstemning, anne: Employee, decision: str
) -> None:
    operations.decide(afstemning=asked, keys=[asked.lines.get().pk], decision=decision)
    assert tasks(anne) == []
    assert questions.next_question(case, as_of=TODAY) is None


def test_with_the_list_discarded_or_rolled_back_nobody_is_asked(
    case: Case, asked: Afstemning, anne: Employee
) -> None:
    approve(asked)
    assert tasks(anne) == ["afstemning-svar"]
    operations.roll_back(afstemning=asked, actor=TEST, as_of=TODAY)
    assert tasks(anne) == []


def test_an_answer_while_the_list_is_open_is_its_decision_and_written_with_the_rest(
    case: Case, asked: Afstemning, anne: Employee
) -> None:
    answer(case, anne, "listen", note="Jobbet sluttede i februar")
    assert tasks(anne) == []
    assert standing(case.citizen) == [("2026-01-01", "")]
    approve(asked)
    assert standing(case.citizen) == [("2026-03-01", "")]


def test_who_agrees_by_the_time_of_the_answer_is_behind_the_number_of_those_who_agree(
    case: Case, asked: Afstemning, anne: Employee
) -> None:
    found = case.citizen.periods.get()
    periods.correct_period(
        period_id=found.pk, version=found.version, kind=found.kind, start=date(2026, 3, 1),
        end=None, reason="Jobbet sluttede i februar", actor=TEST, as_of=TODAY,
    )  # fmt: skip
    answer(case, anne, "vores")
    assert queries.counts(asked).groups[rules.AGREES] == 1
    assert queries.lines_of(asked, Filters(rules.AGREES)).count() == 1


def test_an_answer_after_the_list_was_approved_is_written_at_once_and_rolled_back_with_it(
    case: Case, asked: Afstemning, anne: Employee
) -> None:
    assert approve(asked).moved == 0
    answer(case, anne, "listen")
    asked.refresh_from_db()
    assert standing(case.citizen) == [("2026-03-01", "")]
    assert asked.moved
    operations.roll_back(afstemning=asked, actor=TEST, as_of=TODAY)
    assert standing(case.citizen) == [("2026-01-01", "")]


@pytest.mark.parametrize("choice", ["listen", "vores"])
def test_an_answer_is_taken_back_and_asked_again(
    case: Case, asked: Afstemning, anne: Employee, choice: str
) -> None:
    approve(asked)
    Afstemning.objects.filter(pk=asked.pk).update(approved_at=asked.at - timedelta(hours=1))
    given = answer(case, anne, choice)
    operations.take_back(case=case, key=given.pk, actor=TEST, as_of=TODAY)
    asked.refresh_from_db()
    assert (standing(case.citizen), asked.moved) == ([("2026-01-01", "")], 0)
    assert tasks(anne) == ["afstemning-svar"]
    with pytest.raises(Answer.DoesNotExist):
        operations.take_back(case=case, key=given.pk, actor=TEST, as_of=TODAY)


def test_what_the_payment_office_decided_since_is_not_taken_back(
    case: Case, asked: Afstemning, anne: Employee
) -> None:
    given = answer(case, anne, "listen")
    operations.decide(afstemning=asked, keys=[asked.lines.get().pk], decision="vores")
    with pytest.raises(operations.DecidedSince):
        operations.take_back(case=case, key=given.pk, actor=TEST, as_of=TODAY)


def test_an_answer_that_went_into_what_was_approved_stands(
    case: Case, asked: Afstemning, anne: Employee
) -> None:
    given = answer(case, anne, "listen")
    approve(asked)
    with pytest.raises(operations.DecidedSince):
        operations.take_back(case=case, key=given.pk, actor=TEST, as_of=TODAY)


def test_an_answer_about_other_periods_than_stand_now_is_refused(
    case: Case, asked: Afstemning, anne: Employee
) -> None:
    key = asked.lines.get().pk
    said = operations.Said("listen", "", [[Period.objects.get().pk, 7]], anne)
    with pytest.raises(operations.PeriodsChanged):
        operations.answer(case=case, key=key, said=said, actor=TEST, as_of=TODAY)
    assert tasks(anne) == ["afstemning-svar"]


def test_the_second_of_two_who_answer_is_told(
    case: Case, asked: Afstemning, anne: Employee
) -> None:
    key = asked.lines.get().pk
    answer(case, anne, "vores")
    said = operations.Said("listen", "", [], anne)
    with pytest.raises(operations.NotAsked):
        operations.answer(case=case, key=key, said=said, actor=TEST, as_of=TODAY)


def test_nobody_is_asked_about_a_person_without_a_case(yrsa: Employee) -> None:
    found = review(row(1), employee=yrsa)
    key = found.lines.get().pk
    assert operations.decide(afstemning=found, keys=[key], decision=ASK) == 0


def test_a_list_with_answers_is_discarded_and_they_are_kept(
    case: Case, asked: Afstemning, anne: Employee
) -> None:
    answer(case, anne, "vores")
    assert operations.discard(afstemning=asked)
    assert Answer.objects.filter(case=case).count() == 1


def test_nothing_is_decided_of_a_list_that_is_closed(case: Case, asked: Afstemning) -> None:
    approve(asked)
    key = asked.lines.get().pk
    assert operations.decide(afstemning=asked, keys=[key], decision="listen") == 0


@pytest.mark.slow
def test_the_answer_is_given_on_the_case_and_seen_in_the_list(
    case: Case, asked: Afstemning, anne: Employee, yrsa: Employee, client_of: ClientOf
) -> None:
    annes, url = client_of(anne), f"/sager/{case.number}/spoergsmaal/"
    assert "Ydelseskontoret spørger om perioderne" in text(annes.get(f"/sager/{case.number}/"))
    page = text(annes.get(url))
    assert "Yrsa fra ydelseskontoret spørger" in page
    assert "bliver vores rettet, når ydelseskontoret afslutter" in page
    line, period = asked.lines.get(), Period.objects.get()
    form = {"svar": f"{line.pk}:vores", "bemaerkning": "Jobbet varede", "set": "1:999"}
    assert "Perioderne er ændret, siden du så dem" in text(post(annes, url, **form))
    page = text(post(annes, url, **form | {"set": f"{period.pk}:{period.version}"}))
    assert "Ydelseskontoret har fået dit svar: vores perioder er rigtige" in page
    decided = f"/afstemning/{asked.pk}/?gruppe=afgjort"
    assert "Svar fra Anne: »Jobbet varede«" in text(client_of(yrsa).get(decided))
    undo = f"{url}{Answer.objects.get().pk}/fortryd/"
    assert "Fortrudt: svaret" in text(annes.post(undo, follow=True))
    assert "allerede fortrudt" in text(annes.post(undo, follow=True))
    assert "Venter på Anne" in text(client_of(yrsa).get(decided))
