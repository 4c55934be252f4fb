"""Every state of every page occurs in the demo, on whichever day it is loaded."""

import pytest
from django.db.models import Count, QuerySet

from cases.access.door import visible_cases
from cases.access.viewer import viewer_for
from cases.casefile.models import Case, VisitationsdatoCorrection
from cases.citizens.models import Citizen, CprNumber, Inhabilitet
from cases.findings.models import Finding, Move
from cases.findings.queries import rounds_as_of
from cases.myday import queries as myday
from cases.myday.rules import Split
from cases.nextsteps.models import NextStep
from cases.people.models import Employee, EmployeeCprDigest, Role, RoleAssignment
from cases.periods.models import Period
from cases.reminders.models import Obligation
from flexjob.demo.loader import Loaded
from flexjob.demo.organisation import ACCOUNTS
from reports.afstemning.models import AfstemningLine
from reports.afstemning.rules import TO_DECIDE
from reports.models import RecoveryCase, SavedList
from revurdering.models import Revurdering
from tests.demo.conftest import PERCENT
from tests.factories import TODAY

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("demo")]

open_cases = Case.objects.open
waiting = RoleAssignment.objects.awaiting_approval
recorded = Revurdering.objects.filter
STATES = {
    "overdue": lambda: NextStep.objects.filter(due__lt=TODAY),
    "due today": lambda: NextStep.objects.filter(due=TODAY),
    "due later": lambda: NextStep.objects.filter(due__gt=TODAY),
    "without a deadline": lambda: NextStep.objects.filter(due__isnull=True),
    "10 months today": lambda: Finding.objects.filter(m10=TODAY),
    "12 months today": lambda: Finding.objects.filter(m12=TODAY),
    "18 months today": lambda: Finding.objects.filter(m18=TODAY),
    "several rounds": lambda: Finding.objects.filter(round__gte=3),
    "barsel": lambda: Period.objects.filter(kind="barsel"),
    "sorgorlov": lambda: Period.objects.filter(kind="sorgorlov"),
    "moved dates": Move.objects.all,
    "moved here": lambda: recorded(tilflytning_on__isnull=False),
    "told before a deadline": lambda: Obligation.objects.filter(step__gt=0),
    "told after a deadline": lambda: Obligation.objects.filter(is_escalation=True),
    "told in another's place": lambda: Obligation.objects.filter(in_place_of__isnull=False),
    "protected": lambda: Citizen.objects.filter(is_protected=True),
    "colleague": lambda: Citizen.objects.filter(is_colleague=True),
    "inhabil": lambda: Inhabilitet.objects.filter(lifted_by__isnull=True),
    "inhabilitet lifted": lambda: Inhabilitet.objects.filter(lifted_by__isnull=False),
    "recovered": lambda: RecoveryCase.objects.filter(was_overdue=True),
    "on a recovery in time": lambda: RecoveryCase.objects.filter(was_overdue=False),
    "own list": SavedList.objects.standing,
    "unassigned": lambda: open_cases().filter(caseworker__isnull=True),
    "without visitationsdato": lambda: open_cases().filter(visitationsdato__isnull=True),
    "closed": lambda: Case.objects.filter(closed_on__isnull=False),
    "two cases": lambda: Citizen.objects.annotate(n=Count("cases")).filter(n__gt=1),
    "two numbers": lambda: CprNumber.objects.values("citizen").annotate(n=Count("*")).filter(n=2),
    "correction waiting": lambda: VisitationsdatoCorrection.objects.filter(outcome="afventer"),
    "correction approved": lambda: VisitationsdatoCorrection.objects.filter(outcome="godkendt"),
    "correction refused": lambda: VisitationsdatoCorrection.objects.filter(outcome="afvist"),
    "role waiting": waiting,
    "role refused": lambda: RoleAssignment.objects.filter(refused_at__isnull=False),
    "role run out": lambda: RoleAssignment.objects.filter(valid_to__lte=TODAY),
    "deactivated": lambda: Employee.objects.filter(is_active=False),
    **{
        f"afstemning: {group}": lambda group=group: AfstemningLine.objects.undecided().filter(
            group=group
        )
        for group in TO_DECIDE
    },
    "afstemning: asked": lambda: AfstemningLine.objects.asked(),
    "afstemning: harmless": lambda: AfstemningLine.objects.undecided().filter(has_effect=False),
    "afstemning: unreadable": lambda: AfstemningLine.objects.filter(group="kan_ikke_laeses"),
    "round gone": lambda: recorded(round__isnull=True),
    "handed over only": lambda: recorded(handed_over_on__isnull=False, started_on__isnull=True),
    "started": lambda: recorded(started_on__isnull=False, finished_on__isnull=True),
    "finished": lambda: recorded(finished_on__isnull=False),
    "late with a reason": lambda: recorded().exclude(lateness_reason=""),
}


@pytest.mark.parametrize("state", STATES)
def test_the_state_occurs(state: str) -> None:
    found: QuerySet[Case] = STATES[state]()
    assert found.exists()


def test_a_reached_round_without_a_record_occurs() -> None:
    reached = Finding.objects.filter(is_current=False).values_list("citizen", "round")
    assert set(reached) - set(Revurdering.objects.values_list("citizen", "round"))


def test_so_many_were_in_time_as_asked_for(demo: Loaded) -> None:
    """Of those that were reached before today, started by m12 and, when m18 has gone, finished by it."""
    judged = recorded(opened_for__lt=TODAY, round__isnull=False)
    lost = recorded(round__isnull=True).count()  # they count in no timeliness
    in_time = sum(_is_in_time(record) for record in judged)
    assert abs(in_time / (demo.judged - lost) * 100 - PERCENT) <= 3


def _is_in_time(record: Revurdering) -> bool:
    rounds = rounds_as_of(citizen_id=record.citizen_id, as_of=TODAY)
    found = next((one for one in rounds if one.number == record.round), None)
    if found is None or record.started_on is None or record.started_on > found.m12:
        return False
    due = found.m18
    return due is None or due >= TODAY or bool(record.finished_on and record.finished_on <= due)


def test_anne_has_cases_and_never_sees_her_own() -> None:
    anne = Employee.objects.get(username="anne.sagsbehandler")
    cases = visible_cases(viewer_for(anne, as_of=TODAY))
    assert cases.filter(caseworker=anne).exists()
    assert not cases.filter(citizen__name=anne.name).exists()
    assert Case.objects.filter(citizen__name=anne.name).exists()


def test_one_account_has_still_to_enter_its_cpr_number() -> None:
    """Those who administer see no citizens and are never asked."""
    seeing = [one for one in ACCOUNTS if one.role != Role.SYSTEM_ADMINISTRATOR]
    known = EmployeeCprDigest.objects.values_list("employee__username", flat=True)
    asked = [one.username for one in seeing if one.username not in set(known)]
    assert asked == ["jonas.jobformidler"]


# --- The day of each account that is shown has something under every split its role can have

EVERY = set(Split)
# A teamchef follows up on what is past its day, a jobformidler waits for the caseworker.
SPLITS = {
    "anne.sagsbehandler": EVERY,
    "vera.visitation": EVERY,
    "ylva.ydelse": EVERY,
    "tove.teamchef": EVERY - {Split.WEEK},
    "jonas.jobformidler": {Split.OTHERS},
}


@pytest.mark.parametrize("username", SPLITS)
def test_the_day_has_something_everywhere(username: str) -> None:
    viewer = viewer_for(Employee.objects.get(username=username), as_of=TODAY)
    counts = myday.day_of(viewer, Split.NOW).counts.splits
    assert {split for split, count in counts.items() if count} == SPLITS[username]
