"""The municipality's own steps."""

from cases.history import Actor, change
from cases.people.models import Municipality
from cases.people.operations.versions import to_change
from cases.reminders.models import ReminderSettings
from cases.reminders.rules import Steps


def change_steps(*, steps: Steps, version: int, actor: Actor) -> ReminderSettings:
    """`version` is 0 where none were saved before. Raises EditConflict."""
    with change(actor=actor):
        # One at a time, also the first two.
        municipality = Municipality.objects.select_for_update().get()
        settings = ReminderSettings.objects.filter(municipality=municipality).first()
        if settings is None:
            settings = ReminderSettings(municipality=municipality)
        else:
            settings = to_change(settings, version=version)
        settings.steps_before = sorted(set(steps.before), reverse=True)
        settings.repeat_days = steps.repeat
        settings.m10_step = steps.m10
        settings.month_working_days = steps.month
        settings.save()
    return settings
