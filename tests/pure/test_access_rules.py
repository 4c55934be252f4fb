"""Which role may do what: the columns of the access model, one line of reason each."""

import pytest

from cases.access.rules import ALLOWED, Act, are_incompatible, is_allowed, may_on_closed

CASE_ACTS = frozenset(Act) - {
    Act.PUBLIC,
    Act.SIGNED_IN,
    Act.ADMINISTER,
    Act.APPROVE_ROLE,
    Act.SEE_NIGHTS,
    Act.ENTER_OWN_CPR,
    Act.CHOOSE_PURPOSE,
    Act.SEE_MONTH_STATUS,
    Act.SEND_MONTH_STATUS,
    Act.APPROVE_MONTH_STATUS,
    Act.FORWARD_MONTH_STATUS,
    Act.COMPARE_JOBCENTRES,
    Act.SET_MEETING_PLACES,
}


@pytest.mark.parametrize(
    ("role", "act", "allowed", "because"),
    [
        ("sagsbehandler", Act.WRITE_PERIOD, True, "by hand, listed to the payment office"),
        ("sagsbehandler", Act.FINISH_REVURDERING, False, "the visitationsteam decides"),
        ("sagsbehandler", Act.SEE_READ_LOG, False, "only own looks"),
        ("sagsbehandler", Act.APPROVE_VISITATIONSDATO, True, "a second person, not the first"),
        ("jobformidler", Act.SEE_FULL_CPR, False, "needs no full number to find a job"),
        ("jobformidler", Act.WRITE_PERIOD, False, "reads the periods"),
        ("visitationsteam", Act.RECEIVE_REVURDERING, True, "receives what is handed over"),
        ("visitationsteam", Act.START_REVURDERING, False, "started by the caseworker"),
        ("visitationsteam", Act.WRITE_PERIOD, False, "reads the periods"),
        ("teamchef", Act.REASSIGN_CASE, True, "any case of the jobcenter"),
        ("teamchef", Act.SEE_READ_LOG, True, "reviews the looks of the jobcenter"),
        ("teamchef", Act.APPROVE_ROLE, True, "approves the roles of the jobcenter"),
        ("teamchef", Act.WRITE_PERIOD, False, "reads the periods"),
        ("visitationsteam", Act.APPROVE_MONTH_STATUS, False, "the teamchef answers for it"),
        ("teamchef", Act.APPROVE_REASON, True, "answers for the deadlines of the jobcenter"),
        ("ydelseskontor", Act.SEE_MONTH_STATUS, False, "the teams' own account"),
        ("ydelseskontor", Act.IMPORT_PERIODS, True, "owns the benefit periods"),
        ("ydelseskontor", Act.CLOSE_CASE, False, "the caseworker's"),
        ("kvalitetskontrol", Act.SEE_READ_LOG, True, "reviews all"),
        ("kvalitetskontrol", Act.WRITE_PERIOD, False, "control decides and changes nothing"),
        ("centralforvaltning", Act.SEE_READ_LOG, False, "has no part in the log"),
        ("systemadministrator", Act.ADMINISTER, True, "the organisation and its people"),
        ("ukendt", Act.SEE_CASE, False, "a role nobody knows may nothing"),
    ],
)
def test_what_a_role_may(role: str, act: Act, allowed: bool, because: str) -> None:
    assert is_allowed(role, act) is allowed, because


def test_the_systemadministrator_does_nothing_to_a_citizen() -> None:
    assert ALLOWED["systemadministrator"].isdisjoint(CASE_ACTS)


def test_only_the_payment_office_imports() -> None:
    assert [role for role in ALLOWED if is_allowed(role, Act.IMPORT_PERIODS)] == ["ydelseskontor"]


def test_quality_control_changes_nothing_but_its_own_records() -> None:
    reading = {act for act in ALLOWED["kvalitetskontrol"] if act.name.startswith("SEE_")}
    rest = ALLOWED["kvalitetskontrol"] - reading
    own = {
        Act.EXPORT_LISTS,
        Act.COMPARE_JOBCENTRES,
        Act.FORWARD_MONTH_STATUS,
        Act.SIGN_COVERAGE,
    }
    assert rest == own | {Act.LIST_CASES, Act.ENTER_OWN_CPR, Act.CHOOSE_PURPOSE}


@pytest.mark.parametrize("act", [Act.WRITE_PERIOD, Act.REASSIGN_CASE, Act.HAND_OVER_REVURDERING])
def test_a_closed_case_is_read_only(act: Act) -> None:
    assert not may_on_closed(act)


def test_a_closed_case_can_be_read_and_opened_again() -> None:
    assert all(map(may_on_closed, (Act.SEE_CASE, Act.SEE_READ_LOG, Act.REOPEN_CASE)))


@pytest.mark.parametrize("role", sorted(ALLOWED.keys() - {"systemadministrator"}))
def test_a_systemadministrator_has_no_role_with_citizens(role: str) -> None:
    assert are_incompatible("systemadministrator", role)
    assert are_incompatible(role, "systemadministrator")


def test_quality_control_is_held_apart_from_decision() -> None:
    assert are_incompatible("visitationsteam", "kvalitetskontrol")
