"""One reading of a list, and its rows while they are looked through and saved.

The rows are working material: no CPR number stands in them but sealed, they are shown only to the
person who sent the list, and they are deleted when it is saved or after a day.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from cases.intake import rules
from cases.people.models import Employee


class IntakeRun(models.Model):
    class State(models.TextChoices):
        REVIEWED = "gennemgaaet", "Gennemgået, ikke gemt"
        SAVED = "gemt", "Gemt"
        DISCARDED = "kasseret", "Kasseret"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.CharField("af", max_length=80)
    employee = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="+")
    source = models.CharField("kilde", max_length=60)
    file_name = models.CharField("fil", max_length=200)
    at = models.DateTimeField("indlæst", db_default=Now())
    state = models.CharField("tilstand", max_length=12, choices=State, default=State.REVIEWED)
    key_versions = ArrayField(models.PositiveSmallIntegerField(), default=list)
    counts = models.JSONField("tal", default=dict)
    fingerprint = models.CharField(max_length=32, blank=True)
    moved = models.PositiveIntegerField("flyttede datoer", null=True)
    is_held = models.BooleanField(
        "beholdes", default=False, help_text="Another process works on the rows and lets them go"
    )

    class Meta:
        verbose_name = "indlæsning"
        verbose_name_plural = "indlæsninger"
        ordering = ["-at"]
        indexes = [models.Index(fields=["-at"], name="intake_newest")]

    def __str__(self) -> str:
        return f"{self.file_name} fra {self.source}"


class IntakeRow(models.Model):
    """`digests` stand in the order of the run's `key_versions`; `ciphertext` is bound to `new_id`,
    the citizen the number becomes if nobody has it."""

    class Outcome(models.TextChoices):
        NEW = rules.Outcome.NEW.value, "Ny"
        CHANGED = rules.Outcome.CHANGED.value, "Ændret"
        UNCHANGED = rules.Outcome.UNCHANGED.value, "Uændret"
        BAD = rules.Outcome.BAD.value, "Kan ikke læses"

    run = models.ForeignKey(IntakeRun, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField("række")
    is_readable = models.BooleanField()
    digests = ArrayField(models.BinaryField(), default=list)
    new_id = models.UUIDField(null=True)
    ciphertext = models.BinaryField(null=True)
    key_version = models.PositiveSmallIntegerField(null=True)
    birth_date = models.DateField(null=True)
    cpr_warning = models.CharField(max_length=120, blank=True)
    name = models.CharField("navn", max_length=120, blank=True)
    jobcenter_id = models.BigIntegerField("jobcenter", null=True)
    kind = models.CharField("type", max_length=24, blank=True)
    start = models.DateField("første dag", null=True)
    end = models.DateField("dagen efter sidste dag", null=True)
    # what the judging found
    citizen_id = models.UUIDField("borger", null=True)
    is_new_citizen = models.BooleanField(default=False)
    is_hidden = models.BooleanField("begrænset adgang", default=False)
    outcome = models.CharField("udfald", max_length=10, choices=Outcome, blank=True)
    period_id = models.BigIntegerField("periode", null=True)
    old_end = models.DateField("hidtil dagen efter sidste dag", null=True)
    confirms = models.BooleanField(default=False)

    class Meta:
        verbose_name = "indlæst række"
        verbose_name_plural = "indlæste rækker"
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(fields=["run", "line"], name="one_intake_row_a_line")
        ]
        indexes = [models.Index(fields=["run", "citizen_id"], name="intake_rows_of_a_citizen")]

    def __str__(self) -> str:
        return f"Række {self.line}"


class IntakeProblem(models.Model):
    """Why a row cannot be used; or, as a difference, what it says that is not written."""

    class Kind(models.TextChoices):
        ERROR = "fejl", "Fejl"
        DIFFERENCE = "forskel", "Forskel"

    run = models.ForeignKey(IntakeRun, models.CASCADE, related_name="problems")
    line = models.PositiveIntegerField("række")
    kind = models.CharField("art", max_length=10, choices=Kind, default=Kind.ERROR)
    column = models.CharField("kolonne", max_length=20, blank=True)
    message = models.CharField("besked", max_length=600)

    class Meta:
        verbose_name = "bemærkning til indlæst række"
        verbose_name_plural = "bemærkninger til indlæste rækker"
        ordering = ["line", "id"]
        indexes = [models.Index(fields=["run", "kind", "line"], name="intake_problems_in_order")]

    def __str__(self) -> str:
        return f"Række {self.line}: {self.column}"
