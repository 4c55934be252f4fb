"""The only way from a person to a case.

Order of the rules; the first "no" wins, and every "no" is answered with 404:

0. the account is active and holds an approved role that is in date (viewer_for)
1. never one's own case
2. never a case one is inhabil in
3. a restricted citizen (protected, or a colleague): only the case's caseworker and its teamchef
5. the role reaches the case (scopes)
6. the role allows the act (rules)
7. a closed case is read-only
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.access import rules, scopes
from cases.access.rules import Act
from cases.access.viewer import HeldRole, Viewer
from cases.casefile.models import Case, CaseQuerySet
from cases.citizens.models import Citizen, CprDigest, Inhabilitet
from cases.people.models import EmployeeCprDigest, Role


class Refused(Exception):
    """`rule` is the number of the first rule that said no; shown to nobody, kept in the log."""

    def __init__(self, *, rule: int, case: Case | None = None) -> None:
        super().__init__(f"regel {rule}")
        self.rule = rule
        self.case = case


def visible_cases(viewer: Viewer, *, act: Act = Act.LIST_CASES) -> CaseQuerySet:
    """Cases the viewer may do `act` on, restricted citizens left out unless they are the viewer's."""
    cases = reachable_cases(viewer, act=act).filter(_unrestricted(viewer))
    return cases if rules.may_on_closed(act) else cases.open()


def restricted_cases(viewer: Viewer, *, act: Act = Act.LIST_CASES) -> CaseQuerySet:
    """Those that count in every number but are shown as "n sager med begrænset adgang"."""
    return reachable_cases(viewer, act=act).exclude(_unrestricted(viewer))


def reachable_cases(viewer: Viewer, *, act: Act = Act.LIST_CASES) -> CaseQuerySet:
    """Rules 1, 2, 5 and 6. For counting; to show a case use `visible_cases` or `open_case`."""
    reached = scopes.NOTHING
    for held in viewer.roles_allowing(act):
        reached |= scopes.cases_within(held, viewer)
    return (
        Case.objects.filter(reached).exclude(Exists(_own(viewer))).exclude(Exists(_inhabil(viewer)))
    )


def open_case(viewer: Viewer, *, number: str, act: Act) -> Case:
    """Raises Refused; the caller answers 404 and the refusal is logged (see declare.py)."""
    case = (
        Case.objects.select_related("citizen", "jobcenter", "team", "caseworker", "jobformidler")
        .filter(number=number)
        .first()
    )
    if case is None:
        raise Refused(rule=5)
    if (rule := refusing_rule(viewer, case=case, act=act)) is not None:
        raise Refused(rule=rule, case=case)
    return case


def refusing_rule(viewer: Viewer, *, case: Case, act: Act) -> int | None:
    """The number of the first rule that says no, or None."""
    if not viewer.roles:
        return 0
    if _own(viewer, citizen=case.citizen).exists():
        return 1
    if _inhabil(viewer, citizen=case.citizen).exists():
        return 2
    this_case = Case.objects.filter(pk=case.pk)
    if case.citizen.is_restricted and not this_case.filter(_keeper(viewer)).exists():
        return 3
    if not any(_reaches(held, viewer, case) for held in viewer.roles):
        return 5
    if not any(_reaches(held, viewer, case) for held in viewer.roles_allowing(act)):
        return 6
    if not case.is_open and not rules.may_on_closed(act):
        return 7
    return None


def role_used(viewer: Viewer, *, case: Case, act: Act) -> HeldRole | None:
    """The role under which the act is done, for the log."""
    return next((held for held in viewer.roles_allowing(act) if _reaches(held, viewer, case)), None)


def _reaches(held: HeldRole, viewer: Viewer, case: Case) -> bool:
    return Case.objects.filter(pk=case.pk).filter(scopes.cases_within(held, viewer)).exists()


def _keeper(viewer: Viewer) -> Q:
    """The case's caseworker, and the teamchef of its jobcenter."""
    keeper = Q(jobcenter__in=viewer.jobcentres_as(Role.TEAM_LEADER))
    if viewer.has_role(Role.CASEWORKER):
        keeper |= Q(caseworker=viewer.employee, jobcenter__in=viewer.jobcentres_as(Role.CASEWORKER))
    return keeper


def _unrestricted(viewer: Viewer) -> Q:
    return Q(citizen__is_protected=False, citizen__is_colleague=False) | _keeper(viewer)


def _own(viewer: Viewer, *, citizen: Citizen | None = None) -> QuerySet[CprDigest]:
    digests = EmployeeCprDigest.objects.filter(
        employee=viewer.employee,
        key_version=OuterRef("key_version"),
        digest=OuterRef("digest"),
    )
    own = CprDigest.objects.filter(Exists(digests))
    return own.filter(number__citizen=citizen or OuterRef("citizen"))


def _inhabil(viewer: Viewer, *, citizen: Citizen | None = None) -> QuerySet[Inhabilitet]:
    return Inhabilitet.objects.filter(
        employee=viewer.employee,
        lifted_by__isnull=True,
        citizen=citizen or OuterRef("citizen"),
    )
