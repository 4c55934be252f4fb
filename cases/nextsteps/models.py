"""What a list shows of each citizen: the next deadline and the days counted, to be sorted by at any size.

A finding aid: `operations.refresh` alone writes it, from `cases.deadlines.next_step`; but
`has_benefit` is written by triggers on the periods. Each citizen has exactly one row, made by a
trigger when the citizen is; a list may therefore begin here.
"""

from django.db import models

from cases.citizens.models import Citizen


class NextStep(models.Model):
    class Kind(models.TextChoices):
        M10 = "m10", "Send sagen til teamet"
        M12 = "m12", "Påbegynd revurdering"
        M18 = "m18", "Afslut revurdering"

    citizen = models.OneToOneField(
        Citizen, models.CASCADE, primary_key=True, related_name="next_step"
    )
    round = models.PositiveSmallIntegerField("runde", null=True)
    kind = models.CharField("mærke", max_length=3, choices=Kind, blank=True)
    due = models.DateField("næste frist", null=True)
    counted_days = models.PositiveSmallIntegerField("dage i vinduet", default=0)
    has_benefit = models.BooleanField(
        "har haft en ydelse",
        db_default=False,
        help_text="A standing period of any type but fleksjob and andet",
    )

    class Meta:
        verbose_name = "næste frist"
        verbose_name_plural = "næste frister"
        indexes = [
            models.Index(fields=["due", "citizen"], name="next_step_by_due"),
            models.Index(fields=["-counted_days", "citizen"], name="next_step_by_counted_days"),
        ]
