"""What somebody had to be told, that they were, and who stands in for whom.

The ledger is append-only: an obligation stands as it was told. The notice beside it is what the
person sees; reading it is no act on the case.
"""

from datetime import date
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now

from cases.casefile.models import Case
from cases.deadlines.wording import HAND_OVER
from cases.history import HistoryMustFollow, Tracked
from cases.people.models import Employee, Jobcenter, Municipality
from cases.reminders import rules


class Obligation(models.Model):
    """Told to `recipient`, once; `in_place_of` is whose duty it was when that is another."""

    append_only = True

    class Kind(models.TextChoices):
        M10 = rules.Kind.M10.value, HAND_OVER
        M12 = rules.Kind.M12.value, "12 måneder"
        M18 = rules.Kind.M18.value, "18 måneder"
        MOVED = rules.Kind.MOVED.value, "Flyttet frist"
        MONTH = rules.Kind.MONTH.value, "Månedsstatus"
        ASKED = rules.Kind.ASKED.value, "Årsag udbedt"

    key = models.CharField("nøgle", max_length=120)
    night = models.DateField("fortalt for dagen")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="obligations")
    jobcenter = models.ForeignKey(Jobcenter, models.PROTECT, null=True, related_name="+")
    kind = models.CharField("art", max_length=10, choices=Kind)
    due = models.DateField("dato")
    step = models.SmallIntegerField("dage før")
    recipient = models.ForeignKey(
        Employee, models.PROTECT, related_name="obligations", db_index=False
    )
    in_place_of = models.ForeignKey(
        Employee, models.PROTECT, null=True, related_name="+", db_index=False
    )
    is_escalation = models.BooleanField("overskredet")
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "påmindelse"
        verbose_name_plural = "påmindelser"
        ordering = ["-night", "-id"]
        indexes = [models.Index(fields=["recipient", "-night", "-id"], name="obligation_inbox")]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="an_obligation_is_told_once"),
            models.CheckConstraint(
                name="obligation_on_a_case_or_a_jobcenter",
                condition=Q(case__isnull=False, jobcenter__isnull=True)
                | Q(case__isnull=True, jobcenter__isnull=False),
            ),
            models.CheckConstraint(
                name="deputy_is_told_for_another",
                condition=Q(in_place_of__isnull=True) | ~Q(in_place_of=F("recipient")),
            ),
            models.CheckConstraint(
                name="an_escalation_is_past_its_day",
                condition=Q(is_escalation=True, step__lt=0) | Q(is_escalation=False, step__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def task(self) -> str:
        return rules.TASKS[rules.Kind(self.kind)]

    @property
    def is_deadline(self) -> bool:
        """Otherwise `due` is only the day it is about: a date was moved, a month begins, one asked."""
        return self.kind not in (self.Kind.MOVED, self.Kind.MONTH, self.Kind.ASKED)


class Notice(models.Model):
    """The obligation as it lies in the inbox."""

    obligation = models.OneToOneField(
        Obligation, models.PROTECT, primary_key=True, related_name="notice"
    )
    read_at = models.DateTimeField("læst", null=True)

    class Meta:
        verbose_name = "besked"
        verbose_name_plural = "beskeder"


class UntoldCase(models.Model):
    """The night had something to tell about the case, and nobody who may open it.

    Or its deadline is passed, and only the teamchef is nobody: the others were told.
    """

    append_only = True

    class Lacks(models.TextChoices):
        ALL = "alle", "Alle"
        TEAM_LEADER = "teamchef", "Teamchef"

    night = models.DateField("for dagen")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    lacks = models.CharField("mangler", max_length=10, choices=Lacks, default=Lacks.ALL)

    class Meta:
        verbose_name = "sag, som ingen kan få besked om"
        verbose_name_plural = "sager, som ingen kan få besked om"
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        constraints = [
            models.UniqueConstraint(fields=["night", "case"], name="untold_once_a_night"),
        ]


class DeputyQuerySet(models.QuerySet["Deputy"]):
    def in_place(self, *, as_of: date) -> "DeputyQuerySet":
        return self.filter(start__lte=as_of, end__gt=as_of)


class Deputy(models.Model):
    """Is told in another's place from `start` to the day before `end`."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    start = models.DateField("fra")
    end = models.DateField("til", help_text="The day after the last one")

    objects = DeputyQuerySet.as_manager()
    history = Tracked()

    class Meta:
        verbose_name = "stedfortræder"
        verbose_name_plural = "stedfortrædere"
        ordering = ["employee", "start"]
        triggers = [HistoryMustFollow()]
        constraints = [
            models.CheckConstraint(
                name="deputy_ends_after_start",
                condition=Q(end__gt=F("start")),
                violation_error_message="Den sidste dag kan ikke ligge før den første",
            ),
            models.CheckConstraint(
                name="deputy_is_another_person",
                condition=~Q(deputy=F("employee")),
                violation_error_message="Vælg en anden end medarbejderen selv",
            ),
            ExclusionConstraint(
                name="one_deputy_a_day",
                expressions=[
                    ("employee", RangeOperators.EQUAL),
                    (Func(F("start"), F("end"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Der er allerede en stedfortræder i perioden",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} for {self.employee}"


def _every_step(condition: str) -> Func:
    return Func(
        F("steps_before"),
        template=f"({condition})",
        output_field=models.BooleanField(),
    )


def _default_steps() -> list[int]:
    return list(rules.DEFAULT.before)


class ReminderSettings(models.Model):
    """The municipality's own steps. Without a row, those of `rules.DEFAULT`."""

    municipality = models.OneToOneField(
        Municipality, models.PROTECT, related_name="reminder_settings"
    )
    steps_before = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name="dage før fristen", default=_default_steps
    )
    repeat_days = models.PositiveSmallIntegerField(
        "dage mellem rykkere", default=rules.DEFAULT.repeat
    )
    m10_step = models.PositiveSmallIntegerField(
        "dage før sagen sendes til teamet", default=rules.DEFAULT.m10
    )
    month_working_days = models.PositiveSmallIntegerField(
        "arbejdsdage før den 1.", default=rules.DEFAULT.month
    )

    history = Tracked()

    class Meta:
        verbose_name = "indstillinger for påmindelser"
        verbose_name_plural = "indstillinger for påmindelser"
        triggers = [HistoryMustFollow()]
        constraints = [
            models.CheckConstraint(
                name="reminder_steps_between_0_and_180",
                condition=_every_step(
                    "cardinality(%(expressions)s) BETWEEN 1 AND 8"
                    " AND 0 <= ALL(%(expressions)s) AND 180 >= ALL(%(expressions)s)"
                ),
                violation_error_message="Skriv mellem et og otte trin på 0 til 180 dage",
            ),
            models.CheckConstraint(
                name="reminders_repeat_within_4_weeks", condition=Q(repeat_days__range=(1, 28))
            ),
            models.CheckConstraint(name="m10_step_at_most_60", condition=Q(m10_step__lte=60)),
            models.CheckConstraint(
                name="month_told_1_to_10_working_days_before",
                condition=Q(month_working_days__range=(1, 10)),
            ),
        ]

    def __str__(self) -> str:
        return f"Påmindelser i {self.municipality}"

    @property
    def steps(self) -> rules.Steps:
        return rules.Steps(
            tuple(self.steps_before), self.repeat_days, self.m10_step, self.month_working_days
        )
