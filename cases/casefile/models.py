"""The case: who has it, where, since when, and the two facts that decide scheme and refund."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left, Length

from cases.citizens.models import Citizen
from cases.history import HistoryMustFollow, Tracked, history_in_step
from cases.people.models import Employee, Jobcenter, Team


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> "CaseQuerySet":
        return self.filter(closed_on__isnull=True)


class Case(models.Model):
    class Ordning(models.TextChoices):
        BEFORE_2013 = "foer_2013", "Før 1. januar 2013"
        SINCE_2013 = "efter_2013", "Fra 1. januar 2013"

    class Refusion(models.TextChoices):
        BEFORE_2014 = "foer_2014", "Før 1. juli 2014"
        TRANSITION = "overgang", "Overgangsordning"
        SINCE_2014 = "efter_2014", "Fra 1. juli 2014"

    number = models.CharField("sagsnummer", max_length=16, unique=True)
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="cases")
    jobcenter = models.ForeignKey(Jobcenter, models.PROTECT, related_name="cases")
    team = models.ForeignKey(Team, models.PROTECT, related_name="cases")
    caseworker = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="cases"
    )
    jobformidler = models.ForeignKey(
        Employee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="jobformidler_cases",
    )
    visitationsdato = models.DateField("visitationsdato", null=True, blank=True)
    ordning = models.CharField(
        "ordning", max_length=12, choices=Ordning, default=Ordning.SINCE_2013
    )
    refusion = models.CharField(
        "refusion", max_length=12, choices=Refusion, default=Refusion.SINCE_2014
    )
    opened_on = models.DateField("åbnet")
    closed_on = models.DateField("lukket", null=True, blank=True)
    close_reason = models.CharField("grund til lukning", max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()
    history = Tracked()

    class Meta:
        verbose_name = "sag"
        verbose_name_plural = "sager"
        triggers: ClassVar = [
            HistoryMustFollow(),
            *history_in_step(),
            pgtrigger.Trigger(
                name="visitationsdato_stands",
                operation=pgtrigger.UpdateOf("visitationsdato"),  # type: ignore[no-untyped-call]
                when=pgtrigger.Before,
                condition=pgtrigger.Condition(
                    "OLD.visitationsdato IS NOT NULL AND NEW.visitationsdato IS DISTINCT FROM OLD.visitationsdato"
                ),
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM cases_visitationsdatocorrection c
                        WHERE c.case_id = NEW.id AND c.outcome = 'godkendt'
                          AND c.old_date = OLD.visitationsdato AND c.new_date = NEW.visitationsdato
                    ) THEN
                        RAISE EXCEPTION 'Visitationsdatoen ændres kun ved en godkendt rettelse'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
        indexes = [
            models.Index(fields=["jobcenter", "closed_on"]),
            models.Index(fields=["caseworker", "closed_on"]),
            # Without it PostgreSQL walks the open cases of every jobcenter in order of citizen.
            models.Index(
                fields=["jobcenter"],
                condition=Q(closed_on__isnull=True),
                name="open_cases_by_jobcenter",
            ),
            # F-2026-0412 before F-2026-10000: by year, then by length, then by digits.
            models.Index(Left("number", 7), Length("number"), "number", name="case_by_number"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["citizen"],
                condition=Q(closed_on__isnull=True),
                name="one_open_case_a_citizen",
                violation_error_message="Borgeren har allerede en åben sag",
            ),
            models.CheckConstraint(
                name="case_closes_on_or_after_opening",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                violation_error_message="Sagen kan ikke lukkes, før den er åbnet",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


class CaseNumberSeries(models.Model):
    """The latest running number of a year; locked while the next one is drawn."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    latest = models.PositiveIntegerField(default=0)


class VisitationsdatoCorrection(models.Model):
    """A proposed correction of a visitationsdato; takes effect when a second person approves it."""

    class Outcome(models.TextChoices):
        PENDING = "afventer", "Afventer godkendelse"
        APPROVED = "godkendt", "Godkendt"
        REFUSED = "afvist", "Afvist"

    case = models.ForeignKey(Case, models.PROTECT, related_name="visitationsdato_corrections")
    old_date = models.DateField("hidtidig dato")
    new_date = models.DateField("rettet dato")
    reason = models.CharField("grund", max_length=400)
    proposed_by = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField("udfald", max_length=10, choices=Outcome, default=Outcome.PENDING)

    history = Tracked()

    class Meta:
        verbose_name = "rettelse af visitationsdato"
        verbose_name_plural = "rettelser af visitationsdato"
        triggers = [HistoryMustFollow(), *history_in_step()]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(outcome="afventer"),
                name="one_pending_correction_a_case",
            ),
            models.CheckConstraint(
                name="correction_decided_by_another",
                condition=(Q(outcome="afventer") & Q(decided_by__isnull=True))
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                violation_error_message="Rettelsen skal godkendes af en anden end den, der foreslog den",
            ),
        ]
