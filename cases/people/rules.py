"""Who says yes to a role, and how long it lasts. Facts only: no database, no clock."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum


class Approver(StrEnum):
    """Always another person than the one who entered the role, and than the one who gets it."""

    TEAM_LEADER = "teamchef"  # of the role's jobcenter
    SYSTEM_ADMINISTRATOR = "systemadministrator"


# Everything else is a role in one jobcenter, and its teamchef answers for it.
APPROVED_BY_ADMINISTRATOR = frozenset(
    {
        "teamchef",
        "ydelseskontor",
        "kvalitetskontrol",
        "centralforvaltning",
        "systemadministrator",
    }
)


def approver_of(role: str) -> Approver:
    if role in APPROVED_BY_ADMINISTRATOR:
        return Approver.SYSTEM_ADMINISTRATOR
    return Approver.TEAM_LEADER


def may_approve(
    *, role: str, jobcenter: int | None, held: Iterable[tuple[str, int | None]]
) -> bool:
    """`held`: the roles (and their jobcentres) of the person who would say yes."""
    approver = approver_of(role)
    if approver is Approver.SYSTEM_ADMINISTRATOR:
        return any(one == approver for one, _ in held)
    return any(one == approver and where == jobcenter for one, where in held)


def may_draw_code(
    *, roles: Iterable[tuple[str, int | None]], held: Iterable[tuple[str, int | None]]
) -> bool:
    """`roles`: those, waiting ones too, of the employee whom the code lets in.

    A systemadministrator may; so may a teamchef who answers for every one of the roles.
    """
    mine, theirs = list(held), list(roles)
    if any(role == Approver.SYSTEM_ADMINISTRATOR for role, _ in mine):
        return True
    return bool(theirs) and all(
        approver_of(role) is Approver.TEAM_LEADER
        and may_approve(role=role, jobcenter=jobcenter, held=mine)
        for role, jobcenter in theirs
    )


def latest_end(valid_from: date) -> date:
    """The day after the role's last possible day; 29 February ends on 28 February."""
    try:
        return valid_from.replace(year=valid_from.year + 1)
    except ValueError:
        return date(valid_from.year + 1, 3, 1)
