from reports.afstemning.models import Afstemning, AfstemningLine, ListSource
from reports.audit.models import Export, ExportFile, SavedList
from reports.recovery.models import Recovery, RecoveryCase

__all__ = [
    "Afstemning",
    "AfstemningLine",
    "Export",
    "ExportFile",
    "ListSource",
    "Recovery",
    "RecoveryCase",
    "SavedList",
]
