"""What a case was opened with is put right: its jobformidler, its ordning and its refusion."""

from datetime import date

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import viewer_for
from cases.casefile import queries
from cases.casefile.models import Case
from cases.casefile.operations.versions import case_to_change
from cases.history import Actor, change
from cases.people.models import Employee


class NothingToCorrect(Exception):
    """Everything stands as it was given."""


class ReasonMissing(Exception):
    """Ordning and refusion are facts that decide refund: nobody moves them without saying why."""


class NotAJobformidlerThere(Exception):
    """No jobformidler of the case's jobcenter today."""


class JobformidlerBarred(Exception):
    """It is their own case, or they are inhabile in it."""


def correct_case(
    *,
    case: Case,
    jobformidler: Employee | None,
    ordning: str,
    refusion: str,
    reason: str,
    version: int | None,
    actor: Actor,
    as_of: date,
) -> Case:
    """A list opens cases that nobody has been asked about; neither fact follows from the other.

    Raises CaseEditConflict, NothingToCorrect, ReasonMissing, NotAJobformidlerThere, JobformidlerBarred.
    """
    with change(actor=actor, reason=reason.strip()):
        current = case_to_change(case, version=version)
        given = {"jobformidler": jobformidler, "ordning": ordning, "refusion": refusion}
        new = {name: value for name, value in given.items() if getattr(current, name) != value}
        if not new:
            raise NothingToCorrect
        if new.keys() - {"jobformidler"} and not reason.strip():
            raise ReasonMissing
        if "jobformidler" in new and jobformidler is not None:
            _check(jobformidler, current, as_of=as_of)
        for name, value in new.items():
            setattr(current, name, value)
        current.save(update_fields=[*new, "version"])
    return current


def _check(jobformidler: Employee, case: Case, *, as_of: date) -> None:
    """Raises NotAJobformidlerThere, JobformidlerBarred."""
    if not queries.possible_jobformidlere(case, as_of=as_of).filter(pk=jobformidler.pk).exists():
        raise NotAJobformidlerThere
    theirs = viewer_for(jobformidler, as_of=as_of)
    if door.refusing_rule(theirs, case=case, act=Act.SEE_CASE) in (1, 2):
        raise JobformidlerBarred
