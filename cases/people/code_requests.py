"""A one-time code asked for by one person, and drawn by another."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from cases.history import HistoryMustFollow, Tracked
from cases.people.employees import Employee


class CodeRequestQuerySet(models.QuerySet["CodeRequest"]):
    def waiting(self) -> "CodeRequestQuerySet":
        """Not for one who has left: a code would not let them in."""
        return self.filter(drawn_at__isnull=True, refused_at__isnull=True, employee__is_active=True)


class CodeRequest(models.Model):
    """The code itself stands nowhere: it is shown to the one who draws it, who hands it over."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="code_requests")
    asked_by = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("bedt om", db_default=Now())
    answered_by = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="+")
    drawn_at = models.DateTimeField("dannet", null=True)
    refused_at = models.DateTimeField("afvist", null=True)

    objects = CodeRequestQuerySet.as_manager()
    history = Tracked()

    class Meta:
        verbose_name = "anmodning om engangskode"
        verbose_name_plural = "anmodninger om engangskode"
        ordering = ["asked_at", "pk"]
        triggers = [HistoryMustFollow()]
        constraints = [
            models.UniqueConstraint(
                fields=["employee"],
                condition=Q(drawn_at__isnull=True, refused_at__isnull=True),
                name="one_waiting_code_request_an_employee",
            ),
            models.CheckConstraint(
                name="code_drawn_by_another_person",
                condition=Q(drawn_at__isnull=True)
                | (
                    Q(answered_by__isnull=False)
                    & ~Q(answered_by=F("asked_by"))
                    & ~Q(answered_by=F("employee"))
                ),
                violation_error_message="En engangskode skal dannes af en anden",
            ),
        ]

    def __str__(self) -> str:
        return f"Engangskode til {self.employee}"
