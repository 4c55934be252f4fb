from reports.afstemning.models import Afstemning, AfstemningLine, ListSource
from reports.audit.models import Export, ExportFile, SavedList

__all__ = ["Afstemning", "AfstemningLine", "Export", "ExportFile", "ListSource", "SavedList"]
