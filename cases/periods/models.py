"""Periods of benefit and work: the facts that every deadline of § 74 c is counted from."""

from datetime import date, timedelta
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q

from cases.citizens.models import Citizen
from cases.danish.date_entry import FIRST_YEAR, LAST_YEAR
from cases.deadlines.period_types import PeriodType
from cases.history import HistoryMustFollow, Tracked, history_in_step
from cases.periods.benefit import benefit_is_noted

ENTERED_BY_HAND = "hånd"
FIRST_DAY = date(FIRST_YEAR, 1, 1)
LAST_DAY = date(LAST_YEAR, 12, 31)


class PeriodQuerySet(models.QuerySet["Period"]):
    def standing(self) -> "PeriodQuerySet":
        """Not annulled."""
        return self.filter(annulled_on__isnull=True)


class Period(models.Model):
    """Half-open: contains `start`, not `end`; an empty `end` goes on. Belongs to the citizen."""

    class Kind(models.TextChoices):
        """Named as the engine names them: the same word in a field, a table and an explanation."""

        LEDIGHEDSYDELSE = "ledighedsydelse", PeriodType.LEDIGHEDSYDELSE.label
        SYGDOM = "sygdom", PeriodType.SYGDOM.label
        FERIE = "ferie", PeriodType.FERIE.label
        AFBRYDELSE = "afbrydelse", PeriodType.AFBRYDELSE.label
        BARSEL = "barsel", PeriodType.BARSEL.label
        SORGORLOV = "sorgorlov", PeriodType.SORGORLOV.label
        FERIE_I_FLEKSJOB = "ferie_i_fleksjob", PeriodType.FERIE_I_FLEKSJOB.label
        EFTER_USTOETTET_ARBEJDE = (
            "efter_ustoettet_arbejde",
            PeriodType.EFTER_USTOETTET_ARBEJDE.label,
        )
        FLEKSJOB = "fleksjob", PeriodType.FLEKSJOB.label
        ANDET = "andet", PeriodType.ANDET.label

    # `periods_in_order` begins with the citizen: an index of its own would only cost.
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="periods", db_index=False)
    kind = models.CharField("type", max_length=24, choices=Kind)
    start = models.DateField("første dag")
    end = models.DateField("dagen efter sidste dag", null=True, blank=True)
    source = models.CharField("kilde", max_length=60, default=ENTERED_BY_HAND)
    imported_at = models.DateTimeField("senest indlæst", null=True, blank=True)
    imported_end = models.DateField("dagen efter sidste dag ved indlæsning", null=True, blank=True)
    annulled_on = models.DateField("annulleret", null=True, blank=True)
    annul_reason = models.CharField("grund til annullering", max_length=400, blank=True)
    weekly_hours = models.DecimalField(
        "timer om ugen", max_digits=3, decimal_places=1, null=True, blank=True
    )
    version = models.PositiveIntegerField(default=1)

    objects = PeriodQuerySet.as_manager()
    history = Tracked()

    class Meta:
        verbose_name = "periode"
        verbose_name_plural = "perioder"
        triggers: ClassVar = [
            HistoryMustFollow(),
            *history_in_step(),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            *benefit_is_noted(),
        ]
        indexes = [
            # A citizen's rows in order, with all that the engine asks for: whoever recomputes
            # everyone reads the index alone.
            models.Index(
                fields=["citizen", "start"],
                include=["kind", "end", "annulled_on"],
                name="periods_in_order",
            )
        ]
        constraints = [
            ExclusionConstraint(
                name="no_overlap_of_one_type",
                expressions=[
                    ("citizen", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (Func(F("start"), F("end"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                condition=Q(annulled_on__isnull=True),
                deferrable=Deferrable.DEFERRED,
                violation_error_message="Perioden overlapper en anden periode af samme type",
            ),
            models.CheckConstraint(
                name="period_ends_after_start",
                condition=Q(end__isnull=True) | Q(end__gt=F("start")),
                violation_error_message="Sidste dag skal være første dag eller senere",
            ),
            models.CheckConstraint(
                name="annulled_with_reason",
                condition=Q(annulled_on__isnull=True) | ~Q(annul_reason=""),
                violation_error_message="Skriv, hvorfor perioden annulleres",
            ),
            models.CheckConstraint(
                name="period_within_1900_2099",
                condition=Q(start__range=(FIRST_DAY, LAST_DAY))
                & (Q(end__isnull=True) | Q(end__lte=LAST_DAY + timedelta(days=1))),
                violation_error_message="Perioden skal ligge mellem 1900 og 2099",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} fra {self.start}"
