"""The ledger of the night: one row for each Danish date, and the parts that are shared out.

The database remembers what is done; beat, broker and cron only ring.
"""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class Night(models.Model):
    """What the night did for one date. Finished once and for all; red when somebody failed."""

    day = models.DateField("dato", primary_key=True)
    started_at = models.DateTimeField("begyndt", db_default=Now())
    finished_at = models.DateTimeField("færdig", null=True)
    recomputed_as_of = models.DateField(
        "beregnet pr.", null=True, help_text="A later date than `day` when the night was missed"
    )
    reckoned_at = models.DateTimeField(
        "beregning begyndt", null=True, help_text="After `finished_at` when rules changed that day"
    )
    citizens = models.PositiveIntegerField("borgere", default=0)
    moved = models.PositiveIntegerField("flyttede datoer", default=0)
    told = models.PositiveIntegerField("påmindelser", default=0)
    failures = models.JSONField("fejl", default=list, help_text="Citizen ids, never names")
    checksum = models.CharField("kontrolsum", max_length=16, blank=True)
    obstacle = models.CharField(
        "hindring", max_length=200, blank=True, help_text="Which step stopped, and by what error"
    )
    mended_at = models.DateTimeField(
        "gjort god", null=True, help_text="When everyone was recomputed after all"
    )

    class Meta:
        verbose_name = "nat"
        verbose_name_plural = "nætter"
        ordering = ["-day"]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="finished_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.finished_at IS NOT NULL"
                    " AND NEW.finished_at IS DISTINCT FROM OLD.finished_at"
                ),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="a_finished_night_rests_on_a_reckoning",
                condition=Q(finished_at__isnull=True)
                | Q(recomputed_as_of__isnull=False, recomputed_as_of__gte=F("day")),
            ),
        ]

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def is_red(self) -> bool:
        """Finished without somebody, who has not been computed since."""
        return bool(self.failures) and self.mended_at is None


class NightPart(models.Model):
    """The citizens between two keys, both included, for whichever process claims them first."""

    as_of = models.DateField("beregnes pr.")
    made_at = models.DateTimeField(db_default=Now())
    number = models.PositiveIntegerField("nummer")
    first_key = models.UUIDField()
    last_key = models.UUIDField()
    claims = models.PositiveIntegerField(
        default=0, help_text="Counted up by each claim: who holds an older number has lost it"
    )
    claimed_by = models.CharField("taget af", max_length=200, blank=True)
    lease_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField("færdig", null=True)
    citizens = models.PositiveIntegerField("borgere", default=0)
    moved = models.PositiveIntegerField("flyttede datoer", default=0)
    failures = models.JSONField("fejl", default=list, help_text="Citizen ids, never names")

    class Meta:
        verbose_name = "del af natten"
        verbose_name_plural = "dele af natten"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="a_part_is_made_once", fields=["as_of", "number"]),
            models.CheckConstraint(
                name="a_part_has_an_order", condition=Q(first_key__lte=F("last_key"))
            ),
        ]


class NightAlarm(models.Model):
    """That somebody has been written to about the night of a date; once is enough."""

    append_only = True

    day = models.DateField("dato", primary_key=True)
    sent_at = models.DateTimeField("sendt", db_default=Now())
    state = models.CharField("tilstand", max_length=40)

    class Meta:
        verbose_name = "alarm om natten"
        verbose_name_plural = "alarmer om natten"
