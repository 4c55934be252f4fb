"""The caseworker is asked why a round is late, and is told; or the question is taken back."""

from datetime import date

from cases.casefile.models import Case
from cases.history import Actor, change
from cases.people.models import Employee
from cases.reminders import operations as reminders
from reports.asking.models import ReasonRequest
from revurdering import queries
from revurdering.models import Revurdering


class NobodyToAsk(Exception):
    """Nobody has the case, it is the teamchef's own, or it is closed: there is only the reason to write."""


class NotLate(Exception):
    """The round is on time, or the citizen has no such round now."""


class AlreadyExplained(Exception):
    """A reason stands on the round."""


class AlreadyAsked(Exception):
    pass


def ask_for_reason(
    *, case: Case, number: int, by: Employee, actor: Actor, as_of: date
) -> ReasonRequest:
    """`number` is the round's. Raises NobodyToAsk, NotLate, AlreadyExplained, AlreadyAsked."""
    if case.caseworker_id in (None, by.pk) or not case.is_open:
        raise NobodyToAsk
    with change(actor=actor):
        Case.objects.select_for_update(no_key=True).get(pk=case.pk)
        record = Revurdering.objects.filter(citizen=case.citizen_id, round=number)
        if record.exclude(lateness_reason="").exists():
            raise AlreadyExplained
        line = queries.line_of_round(citizen_id=case.citizen_id, number=number, as_of=as_of)
        if line is None or not line.is_late:
            raise NotLate
        if ReasonRequest.objects.standing().filter(case=case, round=number).exists():
            raise AlreadyAsked
        asked = ReasonRequest.objects.create(case=case, round=number, asked_on=as_of, asked_by=by)
        reminders.tell_asked(case=case, as_of=as_of)
        return asked


def take_back(*, request: ReasonRequest, actor: Actor) -> bool:
    """Twice is once. The notice stays in the inbox: it was told."""
    with change(actor=actor):
        found = ReasonRequest.objects.select_for_update().get(pk=request.pk)
        if found.is_taken_back:
            return False
        found.is_taken_back = True
        found.save(update_fields=["is_taken_back"])
        return True
