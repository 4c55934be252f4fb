"""What quality control is looking for: picked once for a working session, on every row of its log."""

from django.http import HttpRequest

from cases.access.viewer import Viewer
from cases.people.models import Role

SESSION_KEY = "formaal"


def of(request: HttpRequest) -> str:
    return str(request.session.get(SESSION_KEY, ""))


def is_missing(*, viewer: Viewer) -> bool:
    return viewer.has_role(Role.QUALITY_CONTROL) and not viewer.purpose
