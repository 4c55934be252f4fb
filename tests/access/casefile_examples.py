"""What stands in the addresses of acts on a case, and what must be waiting for them."""

from typing import Any

from cases.casefile import queries
from cases.casefile.models import Case, VisitationsdatoCorrection
from cases.history import change
from cases.people.models import Employee
from revurdering.models import Revurdering
from tests.factories import TEST, TODAY, make_inhabil, make_revurdering


def someone() -> Employee:
    return Employee.objects.get(name="Ida")


def inhabilitet(case: Case) -> dict[str, Any]:
    return {"number": case.number, "key": make_inhabil(someone(), case.citizen).pk}


def correction(case: Case) -> dict[str, Any]:
    if queries.pending_correction(case) is None:
        _propose(case)
    return {"number": case.number}


def _propose(case: Case) -> None:
    with change(actor=TEST):
        VisitationsdatoCorrection.objects.create(
            case=case,
            old_date=case.visitationsdato,
            new_date=TODAY,
            reason="Tastefejl",
            proposed_by=someone(),
        )


def corrections(_: Case) -> dict[str, Any]:
    """One waits on each case; the address itself names none."""
    for case in Case.objects.all():
        correction(case)
    return {}


def revurdering(case: Case) -> dict[str, Any]:
    """Carried through today: still the team's to correct."""
    if not Revurdering.objects.filter(citizen=case.citizen_id).exists():
        days = dict.fromkeys(("handed_over_on", "received_on", "started_on", "finished_on"), TODAY)
        make_revurdering(case, **days)
    return {"number": case.number, "round_number": 1}


def explained(case: Case) -> dict[str, Any]:
    """A reason that stands is the caseworker's to correct, late or not."""
    arguments = revurdering(case)
    record = Revurdering.objects.get(citizen=case.citizen_id)
    record.lateness_reason = "Lægen"
    with change(actor=TEST):
        record.save(update_fields=["lateness_reason"])
    return arguments


def moved(case: Case) -> dict[str, Any]:
    """A move that stands can be corrected and withdrawn."""
    arguments = revurdering(case)
    record = Revurdering.objects.get(citizen=case.citizen_id)
    record.tilflytning_on, record.tilflytning_reason = TODAY, "Sagen kom sent"
    with change(actor=TEST):
        record.save(update_fields=["tilflytning_on", "tilflytning_reason"])
    return arguments


ARGUMENTS = {
    "sag_revurdering_aarsag": explained,
    "sag_revurdering_tilflytning": revurdering,
    "sag_revurdering_tilflytning_ret": moved,
    "sag_revurdering_tilflytning_tilbage": moved,
    "sag_inhabil_ophaev": inhabilitet,
    "sag_visitationsdato_svar": correction,
    "rettelser": corrections,
    "rettelser_hent": corrections,
    **dict.fromkeys(
        [
            f"sag_revurdering_{act}_{way}"
            for act in ("overdrag", "modtag", "paabegynd", "afslut")
            for way in ("ret", "fortryd")
        ],
        revurdering,
    ),
}
