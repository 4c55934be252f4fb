"""The second set of books: what should have been told, reckoned apart, and where it does not tally."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from cases.nights.models import Night


class ReckonedNight(models.Model):
    """A finished night that has been reckoned once more; never again, for facts go on changing."""

    night = models.OneToOneField(Night, models.CASCADE, primary_key=True, related_name="reckoned")
    expected = models.PositiveIntegerField("ventede påmindelser", default=0)
    left_out = models.PositiveIntegerField(
        "ændret imens", default=0, help_text="Citizens whose facts changed since the night began"
    )
    at = models.DateTimeField("afstemt", db_default=Now())

    class Meta:
        verbose_name = "efterregnet nat"
        verbose_name_plural = "efterregnede nætter"


class ExpectedObligation(models.Model):
    """By its key. It stays when the ledger's own row is lost: that is how it is missed."""

    append_only = True

    key = models.CharField("nøgle", max_length=120, primary_key=True)
    night = models.DateField("for dagen", db_index=True)

    class Meta:
        verbose_name = "ventet påmindelse"
        verbose_name_plural = "ventede påmindelser"
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


class Defect(models.Model):
    """Something that should be there and is not. Gone by itself once it is."""

    class Kind(models.TextChoices):
        NOBODY = "ingen_modtager", "Sag, som ingen kan få besked om"
        NO_LEADER = "ingen_teamchef", "Sag over fristen, som ingen teamchef kan få besked om"
        UNTOLD = "ikke_fortalt", "Påmindelse mangler"
        NO_NOTICE = "uden_besked", "Påmindelse uden besked i indbakken"
        UNMAILED = "uden_mail", "Påmindelse uden mail efter en time"
        LEFT = "kun_til_fratraadt", "Påmindelse kun til en, der er fratrådt"
        UNSENT = "ikke_sendt", "Mail ikke sendt efter en time"

    kind = models.CharField("art", max_length=20, choices=Kind)
    reference = models.CharField(
        "hvilken",
        max_length=200,
        help_text="A key, a Message-ID or the id of a case: no name, no address",
    )
    found_at = models.DateTimeField("fundet", db_default=Now())
    gone_at = models.DateTimeField("i orden", null=True)

    class Meta:
        verbose_name = "mangel"
        verbose_name_plural = "mangler"
        ordering = ["-found_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "reference"],
                condition=Q(gone_at__isnull=True),
                name="a_defect_stands_once",
            )
        ]


class Reconciliation(models.Model):
    """One round of the reconciler. None for three hours is itself a fault."""

    at = models.DateTimeField("tidspunkt")
    standing = models.PositiveIntegerField("mangler", default=0)

    class Meta:
        verbose_name = "afstemning"
        verbose_name_plural = "afstemninger"
        get_latest_by = "at"
