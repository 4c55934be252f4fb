"""The records of oversight; every table of this room is one of these."""

from reports.afstemning.models import Afstemning, AfstemningLine, Answer, ListSource
from reports.asking.models import ReasonRequest
from reports.audit.models import Export, ExportFile, SavedList
from reports.committee.models import CommitteePart, CommitteeVersion
from reports.coverage.models import CoverageReason, SignedPerson, SignedQuarter
from reports.recovery.models import Recovery, RecoveryCase
from reports.status.models import (
    MeetingPlaces,
    MonthStatus,
    ReasonApproval,
    StatusRound,
    StatusStep,
)

__all__ = [
    "Afstemning",
    "AfstemningLine",
    "Answer",
    "CommitteePart",
    "CommitteeVersion",
    "CoverageReason",
    "Export",
    "ExportFile",
    "ListSource",
    "MeetingPlaces",
    "MonthStatus",
    "ReasonApproval",
    "ReasonRequest",
    "Recovery",
    "RecoveryCase",
    "SavedList",
    "SignedPerson",
    "SignedQuarter",
    "StatusRound",
    "StatusStep",
]
