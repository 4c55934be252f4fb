"""Employees, their dated roles, and the keyed digest of their own CPR number."""

from datetime import date, timedelta
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from cases.history import (
    Actor,
    HistoryMustFollow,
    Tracked,
    change,
    only_key_rotation_deletes,
)
from cases.people.organisation import DatedRow, Jobcenter, Team


class EmployeeManager(BaseUserManager["Employee"]):
    """`get_by_natural_key` for log-in; employees are made by `operations.add_employee`."""


class Employee(AbstractBaseUser):
    username = models.CharField("brugernavn", max_length=60, unique=True)
    name = models.CharField("navn", max_length=120)
    email = models.EmailField("e-mail")
    is_active = models.BooleanField("aktiv", default=True)
    last_login = None  # log-ins stand in the read log

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    objects: ClassVar[EmployeeManager] = EmployeeManager()
    history = Tracked(excluded_fields=["password"])

    class Meta:
        verbose_name = "medarbejder"
        verbose_name_plural = "medarbejdere"
        ordering = ["name"]
        triggers = [HistoryMustFollow(left_out=["password"])]

    def __str__(self) -> str:
        return self.name

    def check_password(self, raw_password: str | None) -> bool:
        """Saves the password anew when Django has raised its work factor, and says who did."""
        with change(actor=Actor.job("log-ind")):
            return super().check_password(raw_password)


class Role(models.TextChoices):
    CASEWORKER = "sagsbehandler", "Sagsbehandler"
    JOBFORMIDLER = "jobformidler", "Jobformidler"
    VISITATIONSTEAM = "visitationsteam", "Visitationsteam"
    TEAM_LEADER = "teamchef", "Teamchef"
    PAYMENT_OFFICE = "ydelseskontor", "Ydelseskontor"
    QUALITY_CONTROL = "kvalitetskontrol", "Kvalitetskontrol"
    CENTRAL_ADMINISTRATION = "centralforvaltning", "Centralforvaltning"
    SYSTEM_ADMINISTRATOR = "systemadministrator", "Systemadministrator"


ROLES_ACROSS_JOBCENTRES = frozenset(
    {
        Role.PAYMENT_OFFICE,
        Role.QUALITY_CONTROL,
        Role.CENTRAL_ADMINISTRATION,
        Role.SYSTEM_ADMINISTRATOR,
    }
)


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def in_force(self, *, as_of: date) -> "RoleAssignmentQuerySet":
        """Approved and valid on the day."""
        return self.filter(
            approved_at__isnull=False,
            valid_from__lte=as_of,
            valid_to__gt=as_of,
            employee__is_active=True,
        )

    def standing(self, *, as_of: date) -> "RoleAssignmentQuerySet":
        """In force, to begin, or waiting for approval."""
        return self.filter(refused_at__isnull=True, valid_to__gt=as_of)

    def awaiting_approval(self) -> "RoleAssignmentQuerySet":
        return self.filter(approved_at__isnull=True, refused_at__isnull=True)


class RoleAssignment(DatedRow):
    """A role for at most 12 months; in force only once another person has approved it."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="role_assignments")
    role = models.CharField("rolle", max_length=20, choices=Role)
    jobcenter = models.ForeignKey(Jobcenter, models.PROTECT, null=True, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True)
    valid_to = models.DateField("gælder til")
    entered_by = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField("godkendt", null=True)
    refused_at = models.DateTimeField("afvist", null=True)

    objects = RoleAssignmentQuerySet.as_manager()
    history = Tracked()

    class Meta:
        verbose_name = "rolle"
        verbose_name_plural = "roller"
        ordering = ["employee", "valid_from"]
        triggers = [HistoryMustFollow()]
        indexes = [models.Index(fields=["employee", "valid_to"])]
        constraints = [
            models.CheckConstraint(
                name="role_ends_after_start", condition=Q(valid_to__gt=F("valid_from"))
            ),
            models.CheckConstraint(
                name="role_lasts_at_most_12_months",
                condition=Q(valid_to__lte=F("valid_from") + timedelta(days=366)),
                violation_error_message="En rolle kan højst gælde i 12 måneder. Den kan forlænges",
            ),
            models.CheckConstraint(
                name="role_approved_by_another_person",
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("entered_by")) & ~Q(approved_by=F("employee"))),
                violation_error_message="En rolle skal godkendes af en anden",
            ),
            models.CheckConstraint(
                name="role_within_or_across_jobcentres",
                condition=Q(role__in=sorted(ROLES_ACROSS_JOBCENTRES), jobcenter__isnull=True)
                | (~Q(role__in=sorted(ROLES_ACROSS_JOBCENTRES)) & Q(jobcenter__isnull=False)),
                violation_error_message="Vælg et jobcenter for rollen",
            ),
            models.CheckConstraint(name="role_is_known", condition=Q(role__in=sorted(Role.values))),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.employee}"


class EmployeeCprDigest(models.Model):
    """Keyed HMAC of the employee's own CPR number: closes the door to their own case."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="cpr_digests")
    key_version = models.PositiveSmallIntegerField()
    digest = models.BinaryField(max_length=32)
    entered_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "medarbejders cpr-nøgle"
        triggers = [only_key_rotation_deletes()]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "key_version"], name="one_own_cpr_a_key_version"
            )
        ]
