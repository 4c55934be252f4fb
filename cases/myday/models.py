"""A task that a person has put off for themselves; everyone else still sees it."""

from django.db import models

from cases.casefile.models import Case
from cases.history import HistoryMustFollow, Tracked
from cases.people.models import Employee


class Snooze(models.Model):
    """`until` is the day the task is back; empty when it was taken back. `task` names a TaskKind."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="snoozes")
    task = models.CharField("opgave", max_length=40)
    until = models.DateField("udskudt til", null=True)
    reason = models.CharField("hvorfor", max_length=200, blank=True)
    by = models.ForeignKey(Employee, models.PROTECT, related_name="snoozes", db_index=False)

    history = Tracked()

    class Meta:
        verbose_name = "udskydelse"
        verbose_name_plural = "udskydelser"
        triggers = [HistoryMustFollow()]
        constraints = [
            models.UniqueConstraint(fields=["by", "case", "task"], name="one_snooze_a_task"),
        ]

    def __str__(self) -> str:
        return f"{self.task} til {self.until}"
