"""What was sent, exactly as it was sent, and every step of its way. Nothing here is ever changed.

A status is judged on the last day of its month and frozen with its rule set. Who corrects a case
afterwards changes the case; the page shows the difference beside the status, never in it.
"""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Q

from cases.casefile.models import Case
from cases.history import HistoryMustFollow, Tracked
from cases.people.models import Employee, Jobcenter
from reports.figures.month import Month


def _append_only() -> pgtrigger.Trigger:
    return pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


def _now() -> Func:
    """Of the statement, not of the transaction: what was written just before is before it."""
    return Func(function="clock_timestamp", output_field=models.DateTimeField())


class StatusQuerySet(models.QuerySet["MonthStatus"]):
    def standing(self) -> "StatusQuerySet":
        """Not taken back."""
        return self.exclude(steps__kind=StatusStep.Kind.WITHDRAWN)

    def of(self, *, jobcenter_id: int, month: Month) -> "StatusQuerySet":
        return self.filter(jobcenter=jobcenter_id, month=month.first)


class MonthStatus(models.Model):
    append_only = True

    jobcenter = models.ForeignKey(Jobcenter, models.PROTECT, related_name="month_statuses")
    month = models.DateField("måned", help_text="Its first day")
    attempt = models.PositiveSmallIntegerField("gang", default=1)
    sent_at = models.DateTimeField("sendt", db_default=_now())
    sent_by = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    numbers = models.JSONField("tal", help_text="By the key of each figure")
    rule_set = models.JSONField("regelsæt", help_text="The dated rows it was judged by")
    note = models.TextField("bemærkning", blank=True)

    objects = StatusQuerySet.as_manager()

    class Meta:
        verbose_name = "månedsstatus"
        verbose_name_plural = "månedsstatus"
        ordering = ["-month", "jobcenter", "-attempt"]
        triggers: ClassVar = [
            _append_only(),
            pgtrigger.Trigger(
                name="one_standing_status",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                    IF EXISTS (
                        SELECT FROM reports_monthstatus s
                        WHERE s.jobcenter_id = NEW.jobcenter_id AND s.month = NEW.month
                          AND NOT EXISTS (SELECT FROM reports_statusstep t
                                          WHERE t.status_id = s.id AND t.kind = 'trukket-tilbage')
                    ) THEN
                        RAISE EXCEPTION 'Månedens status er sendt og ikke trukket tilbage'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["jobcenter", "month", "attempt"], name="one_status_an_attempt"
            ),
            models.CheckConstraint(name="status_of_a_whole_month", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.jobcenter} {self.of_month}"

    @property
    def of_month(self) -> Month:
        return Month(self.month)


class StatusRound(models.Model):
    """One round behind the numbers, as it stood. `keys` are the figures it was counted in."""

    append_only = True

    status = models.ForeignKey(MonthStatus, models.PROTECT, related_name="rounds")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField("runde")
    start_by = models.DateField("påbegyndes senest", null=True)
    finish_by = models.DateField("afsluttes senest", null=True)
    started_on = models.DateField("påbegyndt", null=True)
    finished_on = models.DateField("afsluttet", null=True)
    next_due = models.DateField("næste frist", null=True)
    reason = models.CharField("årsag", max_length=400, blank=True)
    keys = ArrayField(models.CharField(max_length=40), verbose_name="tal")

    class Meta:
        verbose_name = "runde i en månedsstatus"
        verbose_name_plural = "runder i en månedsstatus"
        ordering = ["case", "round"]
        triggers: ClassVar = [_append_only()]
        constraints = [
            models.UniqueConstraint(fields=["status", "case", "round"], name="a_round_counts_once")
        ]


class StatusStep(models.Model):
    append_only = True

    class Kind(models.TextChoices):
        OPENED = "aabnet", "Åbnet"
        WITHDRAWN = "trukket-tilbage", "Trukket tilbage"
        APPROVED = "godkendt", "Godkendt af teamchefen"
        READ = "laest", "Åbnet af Kvalitetskontrollen"
        TO_DIRECTOR = "direktoer", "Sendt til direktøren"
        TO_COMMITTEE = "udvalg", "Sendt til udvalget"

    status = models.ForeignKey(MonthStatus, models.PROTECT, related_name="steps")
    kind = models.CharField("skridt", max_length=20, choices=Kind)
    at = models.DateTimeField("hvornår", db_default=_now())
    by = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    note = models.TextField("bemærkning", blank=True)

    class Meta:
        verbose_name = "skridt for en månedsstatus"
        verbose_name_plural = "skridt for månedsstatus"
        ordering = ["at", "id"]
        triggers: ClassVar = [
            _append_only(),
            pgtrigger.Trigger(
                name="what_the_committee_has_stands",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__kind="trukket-tilbage"),
                func="""
                    IF EXISTS (SELECT FROM reports_committeepart p
                               WHERE p.status_id = NEW.status_id) THEN
                        RAISE EXCEPTION 'Status indgår i udvalgets udgave og kan ikke trækkes tilbage'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["status", "kind"], name="a_status_step_is_taken_once")
        ]


class ReasonApproval(models.Model):
    """The teamchef has approved this very wording; another reason must be approved anew."""

    append_only = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField("runde")
    reason = models.CharField("årsag", max_length=400)
    at = models.DateTimeField("hvornår", db_default=_now())
    by = models.ForeignKey(Employee, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "godkendt årsag"
        verbose_name_plural = "godkendte årsager"
        ordering = ["at", "id"]
        triggers: ClassVar = [_append_only()]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round", "reason"], name="a_reason_is_approved_once"
            ),
            models.CheckConstraint(name="an_approved_reason_says_why", condition=~Q(reason="")),
        ]


class MeetingPlaces(models.Model):
    """How many cases the team can take a week, from a day on; until meetings are kept here."""

    jobcenter = models.ForeignKey(Jobcenter, models.PROTECT, related_name="meeting_places")
    valid_from = models.DateField("gælder fra")
    places = models.PositiveSmallIntegerField("pladser om ugen")

    history = Tracked()

    class Meta:
        verbose_name = "mødepladser"
        verbose_name_plural = "mødepladser"
        ordering = ["jobcenter", "valid_from"]
        triggers = [HistoryMustFollow()]
        constraints = [
            models.UniqueConstraint(
                fields=["jobcenter", "valid_from"],
                name="places_once_a_day",
                violation_error_message="Der står allerede et tal fra den dag",
            ),
            models.CheckConstraint(
                name="places_at_most_200",
                condition=Q(places__lte=200),
                violation_error_message="Skriv højst 200 pladser om ugen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.places} om ugen fra {self.valid_from}"
