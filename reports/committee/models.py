"""The committee's version of a month: made once, of these statuses, and of no other ever after."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from cases.people.models import Employee, Jobcenter
from reports.figures.month import Month
from reports.status.models import MonthStatus

MOST_LETTERS = 400


class CommitteeVersion(models.Model):
    """Made when all are in, or closed without those that are not (docs/decisions/0029 and 0037)."""

    append_only = True

    month = models.DateField("måned", unique=True, help_text="Its first day")
    made_at = models.DateTimeField("dannet", db_default=Now())
    made_by = models.ForeignKey(Employee, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "udvalgets udgave"
        verbose_name_plural = "udvalgets udgaver"
        ordering = ["-month"]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        constraints = [
            models.CheckConstraint(name="version_of_a_whole_month", condition=Q(month__day=1))
        ]

    def __str__(self) -> str:
        return f"Udvalgets udgave, {self.of_month.label}"

    @property
    def of_month(self) -> Month:
        return Month(self.month)


class CommitteePart(models.Model):
    """One jobcenter of a version: the status it is in with, or why it is missing."""

    append_only = True

    version = models.ForeignKey(CommitteeVersion, models.PROTECT, related_name="parts")
    jobcenter = models.ForeignKey(Jobcenter, models.PROTECT, related_name="+")
    status = models.OneToOneField(MonthStatus, models.PROTECT, null=True, related_name="+")
    reason = models.CharField("hvorfor den mangler", max_length=MOST_LETTERS, blank=True)

    class Meta:
        verbose_name = "jobcenter i udvalgets udgave"
        verbose_name_plural = "jobcentre i udvalgets udgave"
        ordering = ["version", "jobcenter__name"]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="part_is_approved_and_its_own",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                    IF NEW.status_id IS NOT NULL AND NOT EXISTS (
                        SELECT FROM reports_monthstatus s
                        JOIN reports_committeeversion v ON v.id = NEW.version_id
                        JOIN reports_statusstep t ON t.status_id = s.id AND t.kind = 'godkendt'
                        WHERE s.id = NEW.status_id AND s.jobcenter_id = NEW.jobcenter_id
                          AND s.month = v.month
                          AND NOT EXISTS (SELECT FROM reports_statusstep u
                                          WHERE u.status_id = s.id AND u.kind = 'trukket-tilbage')
                    ) THEN
                        RAISE EXCEPTION 'Kun månedens godkendte status kan indgå i udvalgets udgave'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "jobcenter"], name="a_jobcenter_once_a_version"
            ),
            models.CheckConstraint(
                name="who_is_missing_has_a_reason",
                condition=Q(status__isnull=True) ^ Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jobcenter}, {self.version}"
