"""The export log: who ordered which audit list for what, and each file that was made of it."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from cases.history import HistoryMustFollow, Tracked
from cases.people.models import Employee


class Export(models.Model):
    """An order stands as it was given. What it brought is in its files."""

    append_only = True

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="exports")
    ordered_at = models.DateTimeField("bestilt", db_default=Now())
    as_of = models.DateField("pr.")
    list_key = models.CharField("liste", max_length=40)
    purpose = models.CharField("formål", max_length=200)
    query = models.CharField("filtre", max_length=200, blank=True)
    filters = models.CharField("filtre i ord", max_length=400, blank=True)
    with_cpr = models.BooleanField("med cpr-numre", default=False)
    on_server = models.BooleanField("bestilt på serveren", default=False)

    class Meta:
        verbose_name = "udtræk"
        verbose_name_plural = "udtræk"
        ordering = ["-id"]
        indexes = [models.Index(fields=["employee", "-id"])]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        constraints = [
            models.CheckConstraint(name="an_export_has_a_purpose", condition=~Q(purpose=""))
        ]


class ExportFile(models.Model):
    """Written before the first byte leaves; the checksum when the last one has.

    Without a checksum the file was broken off, but everyone in it is in the read log.
    """

    class Format(models.TextChoices):
        XLSX = "xlsx", "Excel"
        CSV = "csv", "CSV"
        CSV_ISO = "csv-iso", "CSV til maskiner"

    export = models.ForeignKey(Export, models.PROTECT, related_name="files")
    format = models.CharField("format", max_length=8, choices=Format)
    made_at = models.DateTimeField("hentet", db_default=Now())
    rows = models.PositiveIntegerField("rækker")
    logged = models.PositiveIntegerField("opslag i læseloggen")
    restricted = models.PositiveIntegerField("sager med begrænset adgang")
    checksum = models.CharField("kontrolsum", max_length=64, blank=True)

    history = Tracked()

    class Meta:
        verbose_name = "fil"
        verbose_name_plural = "filer"
        ordering = ["id"]
        triggers: ClassVar = [HistoryMustFollow()]


class SavedListQuerySet(models.QuerySet["SavedList"]):
    def standing(self) -> "SavedListQuerySet":
        return self.filter(is_removed=False)


class SavedList(models.Model):
    """A ready list with one's own filters, under a name."""

    owner = models.ForeignKey(Employee, models.PROTECT, related_name="saved_lists")
    name = models.CharField("navn", max_length=40)
    list_key = models.CharField("liste", max_length=40)
    query = models.CharField("filtre", max_length=200, blank=True)
    is_removed = models.BooleanField("slettet", default=False)

    objects = SavedListQuerySet.as_manager()
    history = Tracked()

    class Meta:
        verbose_name = "egen liste"
        verbose_name_plural = "egne lister"
        ordering = ["name", "id"]
        triggers: ClassVar = [HistoryMustFollow()]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=Q(is_removed=False),
                name="one_saved_list_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name
