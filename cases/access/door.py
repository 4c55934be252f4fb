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

from collections.abc import Iterable
from functools import cache

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value

from cases.access import rules, scopes
from cases.access.rules import Act
from cases.access.viewer import HeldRole, Viewer
from cases.casefile.models import Case, CaseQuerySet
from cases.citizens.models import CprDigest, Inhabilitet
from cases.people import terms
from cases.people.models import EmployeeCprDigest, Role
from cases.periods import queries as periods

# All that may be said of a case that the viewer does not reach.
ELSEWHERE = "Sagen behandles i et andet jobcenter"

CLOSED = 7


class Refused(Exception):
    """`rule` is the number of the first rule that said no; shown to nobody, kept in the log."""

    def __init__(self, *, rule: int, case: Case | None = None) -> None:
        super().__init__(f"regel {rule}")
        self.rule = rule
        self.case = case


def visible_cases(viewer: Viewer, *, act: Act = Act.LIST_CASES) -> CaseQuerySet:
    """Cases the viewer may do `act` on; restricted citizens only where the viewer keeps the case."""
    return reachable_cases(viewer, act=act).filter(_unrestricted(viewer))


def restricted_cases(viewer: Viewer, *, act: Act = Act.LIST_CASES) -> CaseQuerySet:
    """Those that count in every number but are shown as "n sager med begrænset adgang"."""
    return reachable_cases(viewer, act=act).exclude(_unrestricted(viewer))


def marked_cases(viewer: Viewer, *, act: Act = Act.LIST_CASES) -> CaseQuerySet:
    """Both, each with `is_hidden`: for a page that counts the restricted beside the ones it shows.

    What is shown is fetched by `visible_cases` all the same.
    """
    hidden = ExpressionWrapper(~_unrestricted(viewer), output_field=BooleanField())
    return reachable_cases(viewer, act=act).annotate(is_hidden=hidden)


def reachable_cases(viewer: Viewer, *, act: Act = Act.LIST_CASES) -> CaseQuerySet:
    """All rules but the third. For counting; to show a case use `visible_cases` or `open_case`."""
    cases = Case.objects.filter(_within(viewer, viewer.roles_allowing(act)))
    cases = cases.exclude(Exists(_own(viewer))).exclude(Exists(_inhabil(viewer)))
    return cases if rules.may_on_closed(act) else cases.open()


def open_case(viewer: Viewer, *, number: str, act: Act) -> Case:
    """Raises Refused; the caller answers 404 and the refusal is logged (see declare.py)."""
    case = _judged(viewer, act=act, among=_with_its_frame().filter(number=number)).first()
    if case is None:
        raise Refused(rule=5)
    if (rule := _refusing_rule(viewer, judged=case, act=act)) is not None:
        raise Refused(rule=rule, case=case)
    return case


def refusing_rule(viewer: Viewer, *, case: Case, act: Act) -> int | None:
    """The number of the first rule that says no, or None."""
    return _refusing_rule(viewer, judged=_judged(viewer, act=act).get(pk=case.pk), act=act)


def may(viewer: Viewer, *, case: Case, act: Act) -> bool:
    """For a button or a tab; what it leads to asks the door again."""
    return refusing_rule(viewer, case=case, act=act) is None


def role_used(viewer: Viewer, *, case: Case, act: Act) -> HeldRole | None:
    """The role under which the act is done, for the log."""
    able = list(viewer.roles_allowing(act))
    if len(able) <= 1:
        return able[0] if able else None
    this_case = Case.objects.filter(pk=case.pk)
    return next((r for r in able if this_case.filter(_within(viewer, [r])).exists()), None)


@cache
def _with_its_frame() -> QuerySet[Case]:
    """With what every page of a case shows. Alike for all, and put together once: each asks a copy."""
    return Case.objects.select_related(
        "citizen", "jobcenter", "team", "caseworker", "jobformidler"
    ).annotate(period_count=periods.standing_count("citizen"), dated_terms=terms.carried())


def _judged(viewer: Viewer, *, act: Act, among: "QuerySet[Case] | None" = None) -> QuerySet[Case]:
    """Each case with the answer to every rule, in one query."""
    return (Case.objects.all() if among is None else among).annotate(
        is_own=Exists(_own(viewer)),
        is_inhabil=Exists(_inhabil(viewer)),
        is_kept=_answer(_keeper(viewer)),
        is_reached=_answer(_within(viewer, viewer.roles)),
        is_allowed=_allowed(viewer, act),
    )


def _allowed(viewer: Viewer, act: Act) -> "ExpressionWrapper[Q] | Value":
    """Who may do it in every role may do it wherever rule 5 lets them: the scope is asked once."""
    able = list(viewer.roles_allowing(act))
    if set(able) == set(viewer.roles):
        return Value(True)
    return _answer(_within(viewer, able))


def _refusing_rule(viewer: Viewer, *, judged: Case, act: Act) -> int | None:
    refusals = {
        0: not viewer.roles,
        1: judged.is_own,  # type: ignore[attr-defined]
        2: judged.is_inhabil,  # type: ignore[attr-defined]
        3: judged.citizen.is_restricted and not judged.is_kept,  # type: ignore[attr-defined]
        5: not judged.is_reached,  # type: ignore[attr-defined]
        6: not judged.is_allowed,  # type: ignore[attr-defined]
        CLOSED: not judged.is_open and not rules.may_on_closed(act),
    }
    return next((rule for rule, refuses in refusals.items() if refuses), None)


def _answer(condition: Q) -> "ExpressionWrapper[Q]":
    return ExpressionWrapper(condition, output_field=BooleanField())


def _within(viewer: Viewer, roles: Iterable[HeldRole]) -> Q:
    """Rule 5 for several roles: none of them reaches further by standing beside another."""
    reached = scopes.NOTHING
    for held in roles:
        reached |= scopes.cases_within(held, viewer)
    return reached


def _keeper(viewer: Viewer) -> Q:
    """The case's caseworker, and the teamchef of its jobcenter."""
    return Q(jobcenter__in=viewer.jobcentres_as(Role.TEAM_LEADER)) | Q(
        caseworker=viewer.employee, jobcenter__in=viewer.jobcentres_as(Role.CASEWORKER)
    )


def _unrestricted(viewer: Viewer) -> Q:
    return Q(citizen__is_protected=False, citizen__is_colleague=False) | _keeper(viewer)


def _own(viewer: Viewer) -> QuerySet[CprDigest]:
    """Of the case's citizen: the numbers that are the viewer's, old ones too."""
    viewers = EmployeeCprDigest.objects.filter(
        employee=viewer.employee,
        key_version=OuterRef("key_version"),
        digest=OuterRef("digest"),
    )
    return CprDigest.objects.filter(Exists(viewers), number__citizen=OuterRef("citizen"))


def _inhabil(viewer: Viewer) -> QuerySet[Inhabilitet]:
    return Inhabilitet.objects.filter(
        employee=viewer.employee, lifted_by__isnull=True, citizen=OuterRef("citizen")
    )
