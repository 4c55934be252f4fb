from datetime import date

import pytest

from cases.casefile import operations, queries
from cases.casefile.models import Case, VisitationsdatoCorrection
from cases.people.models import Employee
from tests.factories import TEST, make_case

pytestmark = pytest.mark.django_db

OLD, NEW = date(2024, 1, 15), date(2023, 12, 15)


@pytest.fixture
def case(anne: Employee) -> Case:
    return make_case(owner=anne, visitationsdato=OLD)


def propose(case: Case, by: Employee) -> VisitationsdatoCorrection:
    return operations.propose_visitationsdato_correction(
        case=case, new_date=NEW, reason="Tastefejl", proposed_by=by
    )


@pytest.mark.slow
def test_it_is_set_once(anne: Employee) -> None:
    case = make_case(owner=anne, visitationsdato=None)
    saved = operations.set_visitationsdato(case=case, day=OLD, version=1, actor=TEST)
    assert saved.visitationsdato == OLD
    with pytest.raises(operations.VisitationsdatoAlreadySet):
        operations.set_visitationsdato(case=case, day=NEW, version=2, actor=TEST)


def test_a_proposal_changes_nothing_by_itself(case: Case, anne: Employee) -> None:
    correction = propose(case, anne)
    case.refresh_from_db()
    assert case.visitationsdato == OLD
    assert queries.pending_correction(case) == correction


def test_a_second_person_makes_it_so(case: Case, anne: Employee, bo: Employee) -> None:
    correction = propose(case, anne)
    changed = operations.approve_visitationsdato_correction(correction=correction, decided_by=bo)
    assert changed.visitationsdato == NEW
    assert queries.pending_correction(case) is None


def test_the_one_who_proposed_cannot_approve(case: Case, anne: Employee) -> None:
    correction = propose(case, anne)
    with pytest.raises(operations.DecidedByProposer):
        operations.approve_visitationsdato_correction(correction=correction, decided_by=anne)


def test_a_refused_correction_leaves_the_date(case: Case, anne: Employee, bo: Employee) -> None:
    correction = propose(case, anne)
    operations.refuse_visitationsdato_correction(
        correction=correction, decided_by=bo, reason="Datoen er rigtig"
    )
    case.refresh_from_db()
    assert case.visitationsdato == OLD
    with pytest.raises(operations.CorrectionAlreadyDecided):
        operations.approve_visitationsdato_correction(correction=correction, decided_by=bo)


def test_one_proposal_waits_at_a_time(case: Case, anne: Employee, bo: Employee) -> None:
    propose(case, anne)
    with pytest.raises(operations.CorrectionAlreadyPending):
        propose(case, bo)


def test_there_must_be_something_to_correct(case: Case, anne: Employee) -> None:
    without = make_case(owner=anne, visitationsdato=None)
    with pytest.raises(operations.VisitationsdatoNotSet):
        propose(without, anne)
    with pytest.raises(operations.SameVisitationsdato):
        operations.propose_visitationsdato_correction(
            case=case, new_date=OLD, reason="Tastefejl", proposed_by=anne
        )
