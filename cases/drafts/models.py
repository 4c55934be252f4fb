"""What someone had typed when the session ran out, and the forms that have already had their effect."""

import uuid

from django.db import models
from django.db.models.functions import Now

from cases.people.models import Employee


class Draft(models.Model):
    """Encrypted; gone when the form is saved, or after 7 days."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="drafts")
    page = models.CharField(max_length=200)
    ciphertext = models.BinaryField()
    key_version = models.PositiveSmallIntegerField()
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "kladde"
        verbose_name_plural = "kladder"
        constraints = [
            models.UniqueConstraint(fields=["employee", "page"], name="one_draft_a_page")
        ]


class Submission(models.Model):
    """A form that has been carried out: sent again, it answers as it did the first time."""

    token = models.UUIDField(primary_key=True, default=uuid.uuid4)
    employee = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="+")
    path = models.CharField(max_length=200)
    answer_url = models.CharField(max_length=300)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "indsendelse"
        verbose_name_plural = "indsendelser"
