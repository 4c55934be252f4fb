"""Whom the list has and we have not: registered, and given a case where the list says.

The sealed number and the name stand on the staged rows of the list.
"""

from datetime import date
from uuid import UUID

from cases.casefile import operations as casefile
from cases.casefile.models import Case
from cases.casefile.operations import CitizenHasOpenCase, NewCase
from cases.citizens import cpr
from cases.citizens import operations as citizens
from cases.citizens.encryption import unseal
from cases.citizens.models import Citizen
from cases.history import Actor
from cases.intake.models import IntakeRow
from cases.people.models import Jobcenter
from cases.people.operations import UnitClosed
from reports.afstemning.models import Afstemning, AfstemningLine


class RegisteredMeanwhile(Exception):
    """Somebody else registered the person or opened the case since the list was compared, or closed
    the jobcenter that it would come to."""


def admit(afstemning: Afstemning, line: AfstemningLine, *, actor: Actor, as_of: date) -> Citizen:
    """The citizen, with an open case when the list has periods. Raises RegisteredMeanwhile."""
    assert line.citizen_id is not None
    rows = list(afstemning.staged.rows.filter(citizen_id=line.citizen_id).order_by("-start"))
    try:
        citizen = (
            _registered(line, rows, actor=actor, as_of=as_of)
            if line.is_new
            else Citizen.objects.get(pk=line.citizen_id)
        )
        if line.listed and not Case.objects.open().filter(citizen=citizen).exists():
            jobcenter = _jobcenter(afstemning, citizen.pk, rows)
            new = NewCase(citizen=citizen, jobcenter=jobcenter, opened_on=as_of)
            reason = f"Åbnet ved afstemning med {afstemning.source}"
            line.opened_case = casefile.open_case(new=new, actor=actor, reason=reason).number
    except (citizens.CprBelongsToAnother, CitizenHasOpenCase, UnitClosed) as error:
        raise RegisteredMeanwhile from error
    line.citizen_id = citizen.pk
    return citizen


def _registered(
    line: AfstemningLine, rows: list[IntakeRow], *, actor: Actor, as_of: date
) -> Citizen:
    sealed = next(row for row in rows if row.new_id == line.citizen_id)
    assert sealed.ciphertext is not None
    assert sealed.key_version is not None
    digits = unseal(sealed.ciphertext, bound_to=str(sealed.new_id), version=sealed.key_version)
    return citizens.register_citizen(
        name=rows[0].name, cpr=cpr.parse(digits), as_of=as_of, actor=actor
    )


def _jobcenter(afstemning: Afstemning, citizen_id: UUID, rows: list[IntakeRow]) -> Jobcenter:
    """As the list says; or where the citizen was last; or where the source's new cases go."""
    if rows and rows[0].jobcenter_id is not None and afstemning.source.place:
        return Jobcenter.objects.get(pk=rows[0].jobcenter_id)
    cases = Case.objects.filter(citizen=citizen_id, jobcenter__closed_on__isnull=True)
    latest = cases.select_related("jobcenter").last()
    return latest.jobcenter if latest else afstemning.source.jobcenter
