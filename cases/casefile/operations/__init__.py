"""What is done to a case. `from cases.casefile import operations; operations.open_case(...)`."""

from cases.casefile.operations.correcting import (
    JobformidlerBarred,
    NotAJobformidlerThere,
    NothingToCorrect,
    ReasonMissing,
    correct_case,
)
from cases.casefile.operations.numbers import draw_case_number, draw_case_numbers
from cases.casefile.operations.opening import (
    AnotherVisitationsdato,
    CaseAlreadyClosed,
    CaseAlreadyOpen,
    CitizenHasOpenCase,
    ClosedBeforeOpened,
    NewCase,
    close_case,
    open_case,
    open_cases,
    reopen_case,
    unassigned_team,
)
from cases.casefile.operations.reassignment import (
    NotACaseworkerThere,
    Reassigned,
    ReassignmentReport,
    reassign_cases,
)
from cases.casefile.operations.versions import CaseEditConflict, case_to_change
from cases.casefile.operations.visitationsdato import (
    CorrectionAlreadyDecided,
    CorrectionAlreadyPending,
    DecidedByProposer,
    SameVisitationsdato,
    VisitationsdatoAlreadySet,
    VisitationsdatoNotSet,
    approve_visitationsdato_correction,
    propose_visitationsdato_correction,
    refuse_visitationsdato_correction,
    set_visitationsdato,
)

__all__ = [
    "AnotherVisitationsdato",
    "CaseAlreadyClosed",
    "CaseAlreadyOpen",
    "CaseEditConflict",
    "CitizenHasOpenCase",
    "ClosedBeforeOpened",
    "CorrectionAlreadyDecided",
    "CorrectionAlreadyPending",
    "DecidedByProposer",
    "JobformidlerBarred",
    "NewCase",
    "NotACaseworkerThere",
    "NotAJobformidlerThere",
    "NothingToCorrect",
    "ReasonMissing",
    "Reassigned",
    "ReassignmentReport",
    "SameVisitationsdato",
    "VisitationsdatoAlreadySet",
    "VisitationsdatoNotSet",
    "approve_visitationsdato_correction",
    "case_to_change",
    "close_case",
    "correct_case",
    "draw_case_number",
    "draw_case_numbers",
    "open_case",
    "open_cases",
    "propose_visitationsdato_correction",
    "reassign_cases",
    "refuse_visitationsdato_correction",
    "reopen_case",
    "set_visitationsdato",
    "unassigned_team",
]
