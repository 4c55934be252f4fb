"""What is done about reminders: `from cases.reminders import operations`."""

from cases.reminders.operations.asking import tell_asked
from cases.reminders.operations.deputies import (
    CannotStandIn,
    DeputyAlreadyThere,
    DeputyIsAway,
    DeputyOnlyAhead,
    EndsBeforeItBegins,
    end_deputy,
    set_deputy,
)
from cases.reminders.operations.inbox import mark_read, mark_unread
from cases.reminders.operations.planning import plan, unheard
from cases.reminders.operations.settings import change_steps

__all__ = [
    "CannotStandIn",
    "DeputyAlreadyThere",
    "DeputyIsAway",
    "DeputyOnlyAhead",
    "EndsBeforeItBegins",
    "change_steps",
    "end_deputy",
    "mark_read",
    "mark_unread",
    "plan",
    "set_deputy",
    "tell_asked",
    "unheard",
]
