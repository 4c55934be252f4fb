"""That everyone on the payment system's list has a running clock: proved, signed and never changed."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from cases.citizens.models import Citizen
from cases.people.models import Employee
from reports.afstemning.models import Afstemning, AfstemningLine


class CoverageReason(models.Model):
    """Why somebody on the list needs no running clock here, or has one and is on none. The latest holds.

    Given on their line; or, of one whom no list made a line of, on them beside `afstemning`.
    """

    append_only = True

    line = models.ForeignKey(AfstemningLine, models.PROTECT, null=True, related_name="reasons")
    citizen = models.ForeignKey(Citizen, models.PROTECT, null=True, related_name="+")
    afstemning = models.ForeignKey(Afstemning, models.PROTECT, null=True, related_name="+")
    reason = models.CharField("grund", max_length=400)
    by = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    at = models.DateTimeField("skrevet", db_default=Now())

    class Meta:
        verbose_name = "grund til undtagelse"
        verbose_name_plural = "grunde til undtagelse"
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        constraints = [
            models.CheckConstraint(name="coverage_reason_says_something", condition=~Q(reason="")),
            models.CheckConstraint(
                name="coverage_reason_is_of_a_line_or_a_citizen",
                condition=Q(line__isnull=False, citizen__isnull=True, afstemning__isnull=True)
                | Q(line__isnull=True, citizen__isnull=False, afstemning__isnull=False),
            ),
        ]


class SignedQuarter(models.Model):
    append_only = True

    year = models.PositiveSmallIntegerField("år")
    quarter = models.PositiveSmallIntegerField("kvartal")
    afstemning = models.ForeignKey(Afstemning, models.PROTECT, related_name="+")
    on_list = models.PositiveIntegerField("på listen")
    running = models.PositiveIntegerField("med løbende ur")
    exempt = models.PositiveIntegerField("undtaget med grund")
    restricted = models.PositiveIntegerField("heraf med begrænset adgang")
    signed_by = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField("underskrevet", db_default=Now())

    class Meta:
        verbose_name = "underskrevet kvartal"
        verbose_name_plural = "underskrevne kvartaler"
        ordering = ["-year", "-quarter"]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "quarter"], name="one_signature_a_quarter"),
            models.CheckConstraint(
                name="nobody_on_the_list_is_unexplained",
                condition=Q(on_list=F("running") + F("exempt")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quarter}. kvartal {self.year}"


class SignedPerson(models.Model):
    """One of the list, as they stood when the quarter was signed. Numbers of rows, never names."""

    append_only = True

    signed = models.ForeignKey(SignedQuarter, models.PROTECT, related_name="persons")
    line = models.PositiveIntegerField("række")
    afstemning = models.ForeignKey(
        Afstemning,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="The list that the row is of; empty for one who is on none",
    )
    citizen_id = models.UUIDField("borger", null=True)
    standing = models.CharField("dækning", max_length=20)
    reason = models.CharField("grund", max_length=400, blank=True)

    class Meta:
        verbose_name = "person i underskrevet kvartal"
        verbose_name_plural = "personer i underskrevne kvartaler"
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
