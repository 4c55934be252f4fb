"""What the commands that work under an employee's access have in common."""

import uuid
from datetime import date

from django.core.management.base import CommandError

from cases.access.rules import Act
from cases.access.viewer import Viewer, viewer_for
from cases.people.models import Employee
from cases.readlog.buffer import ReadLogBuffer
from cases.readlog.writer import LogEntry


def viewer_named(username: str, *, as_of: date, purpose: str = "") -> Viewer:
    """Raises CommandError: nobody active has the name, or they have not entered their own number."""
    employee = Employee.objects.filter(username=username, is_active=True).first()
    if employee is None:
        raise CommandError(f"Der er ingen aktiv medarbejder med brugernavnet {username}.")
    viewer = viewer_for(employee, as_of=as_of, purpose=purpose)
    if viewer.roles and not viewer.has_entered_own_cpr:
        raise CommandError(
            f"{employee.name} skal først skrive sit eget cpr-nummer: log på, og åbn en side."
        )
    return viewer


def log_of(viewer: Viewer, *, act: Act) -> ReadLogBuffer:
    """In the employee's name, as a request's; the viewer may do `act`."""
    entry = LogEntry(actor=viewer.actor.code, purpose=viewer.purpose, request_id=uuid.uuid4())
    log = ReadLogBuffer(sender=lambda: entry)
    held = next(iter(viewer.roles_allowing(act)))
    log.acting_as(role=held.role, jobcenter=held.jobcenter_code)
    return log
