from reports.audit.models import Export, ExportFile, SavedList

__all__ = ["Export", "ExportFile", "SavedList"]
