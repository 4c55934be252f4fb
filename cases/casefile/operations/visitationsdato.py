"""The visitationsdato is set once; then only a reason and a second person move it."""

from datetime import date

from django.db import IntegrityError, transaction

from cases.casefile.models import Case, VisitationsdatoCorrection
from cases.casefile.operations.versions import case_to_change
from cases.constraints import violated
from cases.history import Actor, change
from cases.people.models import Employee

Outcome = VisitationsdatoCorrection.Outcome


class VisitationsdatoAlreadySet(Exception):
    """Propose a correction instead."""


def set_visitationsdato(*, case: Case, day: date, version: int | None, actor: Actor) -> Case:
    """Raises VisitationsdatoAlreadySet, CaseEditConflict."""
    with change(actor=actor):
        current = case_to_change(case, version=version)
        if current.visitationsdato is not None:
            raise VisitationsdatoAlreadySet
        current.visitationsdato = day
        current.save(update_fields=["visitationsdato", "version"])
    return current


class VisitationsdatoNotSet(Exception):
    """There is nothing to correct; set it."""


class SameVisitationsdato(Exception):
    pass


class CorrectionAlreadyPending(Exception):
    pass


def propose_visitationsdato_correction(
    *, case: Case, new_date: date, reason: str, proposed_by: Employee
) -> VisitationsdatoCorrection:
    """Raises VisitationsdatoNotSet, SameVisitationsdato, CorrectionAlreadyPending."""
    with change(actor=Actor.employee(proposed_by), reason=reason):
        # Fresh: one proposed against a date that is no longer there could never be approved.
        current = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        if current.visitationsdato is None:
            raise VisitationsdatoNotSet
        if current.visitationsdato == new_date:
            raise SameVisitationsdato
        try:
            with transaction.atomic():
                return VisitationsdatoCorrection.objects.create(
                    case=current,
                    old_date=current.visitationsdato,
                    new_date=new_date,
                    reason=reason,
                    proposed_by=proposed_by,
                )
        except IntegrityError as error:
            if violated(error) == "one_pending_correction_a_case":
                raise CorrectionAlreadyPending from error
            raise


class CorrectionAlreadyDecided(Exception):
    pass


class DecidedByProposer(Exception):
    """A correction takes two people."""


def approve_visitationsdato_correction(
    *, correction: VisitationsdatoCorrection, decided_by: Employee
) -> Case:
    """Raises CorrectionAlreadyDecided, DecidedByProposer."""
    with change(actor=Actor.employee(decided_by), reason=correction.reason):
        decided = _decide(correction, Outcome.APPROVED, decided_by)
        case = case_to_change(decided.case, version=None)
        case.visitationsdato = decided.new_date
        case.save(update_fields=["visitationsdato", "version"])
    return case


def refuse_visitationsdato_correction(
    *, correction: VisitationsdatoCorrection, decided_by: Employee, reason: str
) -> VisitationsdatoCorrection:
    """Raises CorrectionAlreadyDecided, DecidedByProposer."""
    with change(actor=Actor.employee(decided_by), reason=reason):
        return _decide(correction, Outcome.REFUSED, decided_by)


def _decide(
    correction: VisitationsdatoCorrection, outcome: str, decided_by: Employee
) -> VisitationsdatoCorrection:
    current = VisitationsdatoCorrection.objects.select_for_update().get(pk=correction.pk)
    if current.outcome != Outcome.PENDING:
        raise CorrectionAlreadyDecided
    if current.proposed_by_id == decided_by.pk:
        raise DecidedByProposer
    current.outcome, current.decided_by = outcome, decided_by
    current.save(update_fields=["outcome", "decided_by"])
    return current
