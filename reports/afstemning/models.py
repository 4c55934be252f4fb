"""A list from the payment system held against our periods, person by person, and what was decided.

The rows of the list stand with the intake (`staged`) until the reconciliation is closed; a line
here says of one person what both sides have.
"""

import uuid
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from cases.casefile.models import Case
from cases.citizens.models import RESTRICTED, Citizen, Inhabilitet
from cases.history import HistoryMustFollow, Tracked
from cases.intake.models import IntakeRun
from cases.people.models import Employee, Jobcenter
from reports.afstemning import rules

ELSEWHERE = "andre_kilder"  # among the numbers of the rows: source, day of its list, persons


class ListSource(models.Model):
    """Who sends a list, and what it calls its columns: told once, used every time."""

    name = models.CharField("kilde", max_length=60, unique=True)
    cpr = models.CharField("cpr-nummer", max_length=60)
    citizen_name = models.CharField("navn", max_length=60)
    first_day = models.CharField("første dag", max_length=60)
    last_day = models.CharField("sidste dag", max_length=60)
    place = models.CharField("jobcenter", max_length=60, blank=True)
    jobcenter = models.ForeignKey(
        Jobcenter,
        models.PROTECT,
        related_name="+",
        help_text="Where a new case is opened when the list has no column that says",
    )
    months_back = models.PositiveSmallIntegerField(
        "måneder tilbage", default=0, help_text="0: only what goes on, on the day of the list"
    )

    history = Tracked()

    class Meta:
        verbose_name = "kilde"
        verbose_name_plural = "kilder"
        ordering = ["name"]
        triggers: ClassVar = [HistoryMustFollow()]

    def __str__(self) -> str:
        return self.name


class Afstemning(models.Model):
    class State(models.TextChoices):
        OPEN = "aaben", "Er i gang"
        APPROVED = "godkendt", "Afsluttet"
        DISCARDED = "kasseret", "Kasseret"
        ROLLED_BACK = "rullet_tilbage", "Rullet tilbage"

    IN_PLAY = (State.OPEN, State.APPROVED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(ListSource, models.PROTECT, related_name="+")
    staged = models.OneToOneField(IntakeRun, models.PROTECT, related_name="+")
    file_name = models.CharField("fil", max_length=200)
    checksum = models.CharField("kontrolsum", max_length=64)
    list_day = models.DateField("listens dag")
    covers_from = models.DateField("omfatter fra")
    is_asked_for_again = models.BooleanField(
        "afstemmes igen",
        default=False,
        help_text="Also when it is older than the last, or the same",
    )
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    at = models.DateTimeField("indlæst", db_default=Now())
    state = models.CharField("tilstand", max_length=16, choices=State, default=State.OPEN)
    people = models.PositiveIntegerField("personer på listen", default=0)
    approved_at = models.DateTimeField("afsluttet", null=True)
    moved = models.PositiveIntegerField("flyttede datoer", null=True)
    rolled_back_at = models.DateTimeField("rullet tilbage", null=True)

    class Meta:
        verbose_name = "afstemning"
        verbose_name_plural = "afstemninger"
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                name="approved_afstemning_has_its_moment",
                condition=Q(state__in=["aaben", "kasseret"], approved_at__isnull=True)
                | Q(state__in=["godkendt", "rullet_tilbage"], approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="rolled_back_afstemning_has_its_moment",
                condition=Q(state="rullet_tilbage", rolled_back_at__isnull=False)
                | (~Q(state="rullet_tilbage") & Q(rolled_back_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.list_day}"


class TakenOver(models.Model):
    """Who let go of a list, and who went on with it; the reconciliation names the latest alone."""

    append_only = True

    afstemning = models.ForeignKey(Afstemning, models.PROTECT, related_name="taken_over")
    left_by = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    by = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name="overtaget af")
    at = models.DateTimeField("overtaget", db_default=Now())

    class Meta:
        verbose_name = "overtaget afstemning"
        verbose_name_plural = "overtagne afstemninger"
        ordering = ["id"]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


def restricted_now() -> Q:
    """Of a line: restricted when the list came, or marked since."""
    return Q(is_hidden=True) | Q(
        Exists(Citizen.objects.filter(RESTRICTED, pk=OuterRef("citizen_id")))
    )


def closed_now() -> Q:
    """Of a line: closed to who has the list when it came, or inhabil registered since."""
    inhabil = Inhabilitet.objects.filter(
        citizen=OuterRef("citizen_id"),
        employee=OuterRef("afstemning__employee"),
        lifted_by__isnull=True,
    )
    return Q(is_closed=True) | Q(Exists(inhabil))


class AfstemningLineQuerySet(models.QuerySet["AfstemningLine"]):
    def shown(self) -> "AfstemningLineQuerySet":
        """Neither restricted nor closed to the one who has the list; as the facts are now."""
        return self.filter(~restricted_now(), ~closed_now())

    def different(self) -> "AfstemningLineQuerySet":
        return self.filter(group__in=rules.TO_DECIDE)

    def undecided(self) -> "AfstemningLineQuerySet":
        return self.shown().different().filter(decision="")

    def asked(self) -> "AfstemningLineQuerySet":
        """Those a caseworker has to answer for: until they do, it is decided, or all is taken back."""
        asked = AfstemningLine.Decision.ASK
        return self.filter(decision=asked, afstemning__state__in=Afstemning.IN_PLAY)


class AfstemningLine(models.Model):
    """One person. `line` is their first row; empty for one who is here and not on the list.

    `ours` and `listed` are `[id, version, start, end]` and `[start, end]`, half-open; they are empty
    where both agree. `written` is what approving did: `[id, version]` of each period as it was left.

    `citizen_id` of one who is not registered here is the list's own. So that they are known again
    on another list, and when they are registered, the line keeps the digest of their number by the
    look-up key then in use, never the number; when that key is dropped, the digest goes with it.
    """

    class Group(models.TextChoices):
        AGREES = rules.AGREES, "Stemmer"
        MISSING_HERE = rules.MISSING_HERE, "Mangler hos os"
        OTHER_DATES = rules.OTHER_DATES, "Andre datoer"
        NOT_LISTED = rules.NOT_LISTED, "Mangler på listen"
        UNREADABLE = rules.UNREADABLE, "Kan ikke læses"

    class Decision(models.TextChoices):
        LIST = "listen", "Brug listens"
        OURS = "vores", "Behold vores"
        ASK = "spoerg", "Spørg"

    afstemning = models.ForeignKey(Afstemning, models.CASCADE, related_name="lines", db_index=False)
    line = models.PositiveIntegerField("række", null=True)
    citizen_id = models.UUIDField("borger", null=True)
    is_new = models.BooleanField("ny borger", default=False)
    digest = models.BinaryField("cpr-opslagsnøgle", max_length=32, null=True)
    key_version = models.PositiveSmallIntegerField("nøglens version", null=True)
    is_hidden = models.BooleanField("begrænset adgang", default=False)
    is_closed = models.BooleanField("inhabil", default=False)
    goes_on = models.BooleanField("får ydelse på listens dag", default=False)
    group = models.CharField("gruppe", max_length=20, choices=Group)
    message = models.CharField("besked", max_length=600, blank=True)
    ours = models.JSONField("vores perioder", default=list)
    listed = models.JSONField("listens perioder", default=list)
    moves = models.JSONField("flyttede frister", default=list)
    shift = models.IntegerField("dage", null=True)
    has_effect = models.BooleanField("betyder noget for fristen", default=False)
    decision = models.CharField("valg", max_length=10, choices=Decision, blank=True)
    decided_at = models.DateTimeField("valgt", null=True)
    written = models.JSONField("skrevet", default=list)
    opened_case = models.CharField("åbnet sag", max_length=20, blank=True)
    left = models.CharField("ikke rullet tilbage", max_length=200, blank=True)

    objects = AfstemningLineQuerySet.as_manager()

    class Meta:
        verbose_name = "afstemt person"
        verbose_name_plural = "afstemte personer"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["afstemning", "group", "decision"], name="afstemning_by_group"),
            models.Index(fields=["citizen_id"], name="afstemning_of_a_citizen"),
            models.Index(
                fields=["citizen_id"], condition=Q(decision="spoerg"), name="afstemning_asked"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_decision_has_its_moment",
                condition=Q(decision="", decided_at__isnull=True)
                | Q(~Q(decision=""), decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="only_a_new_person_is_kept_by_digest",
                condition=Q(digest__isnull=True, key_version__isnull=True)
                | Q(is_new=True, digest__isnull=False, key_version__isnull=False),
            ),
        ]


class Answer(models.Model):
    """What a caseworker said of a person they were asked about; it became the line's decision.

    `is_withdrawn`: they took it back, and are asked again.
    """

    class Choice(models.TextChoices):
        LIST = "listen", "Listens perioder er rigtige"
        OURS = "vores", "Vores perioder er rigtige"

    line = models.ForeignKey(AfstemningLine, models.PROTECT, related_name="answers")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    choice = models.CharField("svar", max_length=10, choices=Choice)
    note = models.CharField("bemærkning", max_length=200, blank=True)
    by = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name="svaret af")
    at = models.DateTimeField("svaret", db_default=Now())
    is_withdrawn = models.BooleanField("taget tilbage", default=False)

    history = Tracked()

    class Meta:
        verbose_name = "svar til ydelseskontoret"
        verbose_name_plural = "svar til ydelseskontoret"
        ordering = ["id"]
        triggers: ClassVar = [HistoryMustFollow()]
