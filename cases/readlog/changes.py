"""Changes of roles and settings reach the log wherever they are made: page, command or job."""

from typing import Any

from django.db.models import Model
from simple_history.signals import post_create_historical_record

from cases.people.models import (
    CodeRequest,
    DatedTerm,
    Employee,
    Jobcenter,
    Municipality,
    RoleAssignment,
    RuleProfile,
    Team,
)
from cases.readlog.current import current_log
from cases.readlog.models import ReadLogRow
from cases.readlog.writer import LogEntry, write
from cases.reminders.models import Deputy, ReminderSettings

Action = ReadLogRow.Action
LOGGED = {
    Employee: Action.ROLE,
    RoleAssignment: Action.ROLE,
    CodeRequest: Action.ROLE,
    Deputy: Action.ROLE,
    RuleProfile: Action.SETTING,
    ReminderSettings: Action.SETTING,
    DatedTerm: Action.SETTING,
    Municipality: Action.SETTING,
    Jobcenter: Action.SETTING,
    Team: Action.SETTING,
}


def connect() -> None:
    post_create_historical_record.connect(_log_change, dispatch_uid="readlog.changes")


def _log_change(*, instance: Model, history_instance: Any, **_: Any) -> None:
    action = LOGGED.get(type(instance))
    if action is None:
        return
    actor, what = history_instance.history_user_id, _what(instance)
    if (buffer := current_log.get()) is not None:
        buffer.add(action=action, actor=actor, criterion=what)
    else:
        write([LogEntry(actor=actor, action=action, criterion=what)])


def _what(instance: Model) -> str:
    if isinstance(instance, RoleAssignment):
        return f"{instance.role} medarbejder:{instance.employee_id}"
    if isinstance(instance, Deputy):
        return f"stedfortræder medarbejder:{instance.deputy_id} for {instance.employee_id}"
    if isinstance(instance, CodeRequest):
        return f"engangskode medarbejder:{instance.employee_id}"
    return f"{instance._meta.model_name}:{instance.pk}"
