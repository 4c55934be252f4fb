"""What the engine found, and what moved since.

Findings are recomputed from facts at will and stand outside history; moves are never changed.
"""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from cases.citizens.models import Citizen
from cases.deadlines.wording import HAND_OVER


class Finding(models.Model):
    """One round of one citizen, as of a day. Every citizen has exactly one current round."""

    pk = models.CompositePrimaryKey("citizen_id", "round")
    # The primary key begins with the citizen: an index of its own would only cost.
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="findings", db_index=False)
    round = models.PositiveSmallIntegerField("runde")
    is_current = models.BooleanField("løbende runde")
    counted_days = models.PositiveSmallIntegerField("dage i vinduet", null=True)
    m10 = models.DateField(HAND_OVER.lower(), null=True)
    m12 = models.DateField("12 måneder", null=True)
    m18 = models.DateField("18 måneder", null=True)
    as_of = models.DateField("beregnet pr.")
    basis = models.BigIntegerField(
        "grundlag", help_text="Fingerprint of the rows and rules counted"
    )

    class Meta:
        verbose_name = "fund"
        verbose_name_plural = "fund"
        constraints = [
            models.CheckConstraint(
                name="current_round_has_counted_days",
                condition=Q(is_current=True, counted_days__isnull=False)
                | Q(is_current=False, counted_days__isnull=True),
            ),
        ]


class Move(models.Model):
    """A mark that went from one date to another because facts or rules changed; never because time passed."""

    append_only = True

    class Mark(models.TextChoices):
        M10 = "m10", HAND_OVER
        M12 = "m12", "12 måneder"
        M18 = "m18", "18 måneder"

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="moves", db_index=False)
    round = models.PositiveSmallIntegerField("runde")
    mark = models.CharField("mærke", max_length=3, choices=Mark)
    old_date = models.DateField("før", null=True)
    new_date = models.DateField("nu", null=True)
    cause = models.CharField("årsag", max_length=400)
    as_of = models.DateField("beregnet pr.")
    actor = models.CharField("af", max_length=80)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "flyttet frist"
        verbose_name_plural = "flyttede frister"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["citizen", "-id"]),
            BrinIndex(fields=["recorded_at"], name="move_by_time"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        constraints = [
            models.CheckConstraint(
                name="a_move_goes_somewhere",
                condition=~Q(old_date=F("new_date"))
                & (Q(old_date__isnull=False) | Q(new_date__isnull=False)),
            )
        ]
