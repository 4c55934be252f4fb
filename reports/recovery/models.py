"""A recovery as in the plan of 2008: who was on it on the key date stands for ever."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from cases.casefile.models import Case
from cases.people.models import Employee, Jobcenter

STANDS = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class Recovery(models.Model):
    append_only = True

    jobcenter = models.ForeignKey(Jobcenter, models.PROTECT, related_name="recoveries")
    key_date = models.DateField("skæringsdato")
    target_date = models.DateField("måldato")
    started_by = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    started_at = models.DateTimeField("oprettet", db_default=Now())

    class Meta:
        verbose_name = "genopretning"
        verbose_name_plural = "genopretninger"
        ordering = ["-key_date", "-id"]
        triggers: ClassVar = STANDS
        constraints = [
            models.UniqueConstraint(
                fields=["jobcenter", "key_date"], name="one_recovery_a_key_date"
            ),
            models.CheckConstraint(
                name="recovery_ends_after_it_begins", condition=Q(target_date__gt=F("key_date"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jobcenter} {self.key_date}"


class RecoveryCase(models.Model):
    """One case, split on the key date; `due` is the legal day that was overdue, or by which to finish.

    A case that was not overdue is judged by `due` once it is finished, and until then as it stands.
    """

    append_only = True

    recovery = models.ForeignKey(Recovery, models.PROTECT, related_name="members")
    case = models.ForeignKey(Case, models.PROTECT, related_name="recoveries")
    round = models.PositiveSmallIntegerField("runde")
    was_overdue = models.BooleanField("over fristen på skæringsdatoen")
    due = models.DateField("frist")

    class Meta:
        verbose_name = "sag i genopretning"
        verbose_name_plural = "sager i genopretning"
        ordering = ["id"]
        triggers: ClassVar = STANDS
        constraints = [
            models.UniqueConstraint(fields=["recovery", "case"], name="one_case_a_recovery")
        ]
