"""What may be said of a CPR number to one who sees no case behind it, and what the log keeps of it.

Who asks may know that the number is their own, and that they are inhabil. All else is said alike of
many: a restricted citizen sounds like an ordinary one in another jobcenter, and a citizen whose cases
are closed like a number nobody has.
"""

import uuid
from dataclasses import dataclass

from django.db.models import F

from cases.access import door, own_cpr
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from cases.citizens.cpr import Cpr
from cases.citizens.models import Citizen

OWN = "Det er dit eget cpr-nummer. Sager om dig selv kan du ikke se"
INHABIL = "Du er registreret som inhabil for borgeren"
NOT_AMONG_YOURS = "Sagen er i dit jobcenter, men ikke en af dem, du arbejder med"
NONE = "Ingen sag, du kan se, har dette cpr-nummer. Tjek nummeret"


@dataclass(frozen=True)
class Unseen:
    """`rule`: the door's first no; None when there is nobody to say no about."""

    says: str
    rule: int | None = None
    citizen_id: uuid.UUID | None = None


def unseen(viewer: Viewer, *, number: Cpr, citizen: Citizen | None) -> Unseen:
    """`citizen`: whose number it is, if anyone's; the viewer sees none of their cases."""
    if own_cpr.is_own(employee=viewer.employee, number=number):
        return Unseen(OWN, rule=1, citizen_id=citizen.pk if citizen else None)
    if citizen is None:
        return Unseen(NONE)
    case = latest_case(citizen)
    rule = door.refusing_rule(viewer, case=case, act=Act.LIST_CASES) if case else None
    return Unseen(_said(viewer, rule, case), rule=rule or 5, citizen_id=citizen.pk)


def latest_case(citizen: Citizen) -> Case | None:
    """The open one, or the one closed last."""
    cases = Case.objects.filter(citizen=citizen).select_related("citizen")
    return cases.order_by(F("closed_on").desc(nulls_first=True), "-pk").first()


def _said(viewer: Viewer, rule: int | None, case: Case | None) -> str:
    if rule in (1, 2):
        return OWN if rule == 1 else INHABIL
    jobcentres = {held.jobcenter_id for held in viewer.roles if held.jobcenter_id}
    if not jobcentres:  # reaches across them: "another" would be said of the restricted alone
        return NONE
    if rule == 3:
        return door.ELSEWHERE
    if case is None or not case.is_open:
        return NONE
    return NOT_AMONG_YOURS if case.jobcenter_id in jobcentres else door.ELSEWHERE
