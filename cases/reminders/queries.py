"""The ledger and the inbox as pages and mails ask for them."""

from cases.reminders.models import Notice, ReminderSettings
from cases.reminders.rules import DEFAULT, Steps


def steps_in_use() -> Steps:
    """One installation serves one municipality."""
    settings = ReminderSettings.objects.first()
    return settings.steps if settings else DEFAULT


def unread_count(*, employee_id: int) -> int:
    return Notice.objects.filter(obligation__recipient=employee_id, read_at__isnull=True).count()
