"""The six ready lists, in the order in which they are offered."""

from reports.audit.lists import finished_late, moved, overdue, reads, roles, running
from reports.audit.registry import register_list


def register() -> None:
    """Called from `AppConfig.ready()`."""
    for module in (running, overdue, finished_late, moved, reads, roles):
        register_list(module.LIST)
