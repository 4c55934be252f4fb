"""The municipality, its jobcentres and teams, and the words and settings that hold on a date."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from cases.history import HistoryMustFollow, Tracked
from cases.people.municipalities import MUNICIPALITIES


def valid_days() -> Func:
    """The half-open range of a dated row, for exclusion constraints."""
    return Func(F("valid_from"), F("valid_to"), function="daterange")


class DatedRow(models.Model):
    """Holds from `valid_from` to the day before `valid_to`; empty `valid_to` goes on."""

    valid_from = models.DateField("gælder fra")
    valid_to = models.DateField("gælder til", null=True, blank=True)

    class Meta:
        abstract = True


class Municipality(models.Model):
    code = models.PositiveSmallIntegerField("kommunekode", unique=True)
    name = models.CharField("navn", max_length=80)

    history = Tracked()

    class Meta:
        verbose_name = "kommune"
        verbose_name_plural = "kommuner"
        triggers = [HistoryMustFollow()]
        constraints = [
            models.CheckConstraint(
                name="municipality_code_is_real",
                condition=Q(code__in=sorted(MUNICIPALITIES)),
                violation_error_message="Skriv en kommunekode, der findes, fx 101 for København",
            )
        ]

    def __str__(self) -> str:
        return self.name


class RuleProfile(DatedRow):
    """The municipality's own settings of the rules (deadlines.md 1.8, 1.10)."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="rule_profiles")
    handover_months = models.PositiveSmallIntegerField("overdragelse efter måneder", default=10)
    exempt = models.BooleanField("undtaget fra fristerne i § 74 c", default=False)
    source = models.CharField("kilde", max_length=200)

    history = Tracked()

    class Meta:
        verbose_name = "regelprofil"
        verbose_name_plural = "regelprofiler"
        ordering = ["valid_from"]
        triggers = [HistoryMustFollow()]
        constraints = [
            ExclusionConstraint(
                name="one_rule_profile_a_day",
                expressions=[
                    ("municipality", RangeOperators.EQUAL),
                    (valid_days(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Der gælder allerede en regelprofil i perioden",
            ),
            models.CheckConstraint(
                name="rule_profile_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="handover_between_1_and_12_months",
                condition=Q(handover_months__range=(1, 12)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} fra {self.valid_from}"


class Jobcenter(models.Model):
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="jobcentres")
    code = models.CharField("kode", max_length=20)
    name = models.CharField("navn", max_length=120)
    closed_on = models.DateField("nedlagt", null=True, blank=True)

    history = Tracked()

    class Meta:
        verbose_name = "jobcenter"
        verbose_name_plural = "jobcentre"
        ordering = ["name"]
        triggers = [HistoryMustFollow()]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="one_jobcenter_a_code"),
            models.UniqueConstraint(fields=["municipality", "name"], name="one_jobcenter_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    class Kind(models.TextChoices):
        CASEWORK = "sagsbehandling", "Sagsbehandling"
        VISITATION = "visitation", "Visitation"
        UNASSIGNED = "ufordelte", "Ufordelte"

    jobcenter = models.ForeignKey(Jobcenter, models.PROTECT, related_name="teams")
    kind = models.CharField("art", max_length=20, choices=Kind)
    name = models.CharField("navn", max_length=120)
    closed_on = models.DateField("nedlagt", null=True, blank=True)

    history = Tracked()

    class Meta:
        verbose_name = "team"
        verbose_name_plural = "team"
        ordering = ["name"]
        triggers = [HistoryMustFollow()]
        constraints = [
            models.UniqueConstraint(fields=["jobcenter", "name"], name="one_team_a_name"),
            models.UniqueConstraint(
                fields=["jobcenter"],
                condition=Q(kind="ufordelte"),
                name="one_unassigned_team_a_jobcenter",
            ),
            models.CheckConstraint(
                name="team_kind_is_known",
                condition=Q(kind__in=["sagsbehandling", "visitation", "ufordelte"]),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DatedTerm(DatedRow):
    """The law's word of the day for one of our labels (the reform of 2026 changes three)."""

    class Key(models.TextChoices):
        JOBCENTER = "jobcenter", "Jobcenter"
        TEAM = "team", "Team"
        PLAN = "plan", "Plan"

    key = models.CharField("begreb", max_length=20, choices=Key)
    singular = models.CharField("ental", max_length=120)
    definite = models.CharField("bestemt form", max_length=120)
    plural = models.CharField("flertal", max_length=120)
    source = models.CharField("kilde", max_length=200)

    history = Tracked()

    class Meta:
        verbose_name = "dateret ord"
        verbose_name_plural = "daterede ord"
        ordering = ["key", "valid_from"]
        triggers = [HistoryMustFollow()]
        constraints = [
            ExclusionConstraint(
                name="one_term_a_day",
                expressions=[
                    ("key", RangeOperators.EQUAL),
                    (valid_days(), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="term_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.singular
