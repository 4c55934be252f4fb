"""The mails, and what the database knows of the journal of those that were accepted.

A mail is no fact about a citizen and has no history. What it says is frozen by a trigger the
moment it is made; how far it has come is changed again and again, by several senders.
"""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from cases.history import HistoryMustFollow, Tracked
from cases.people.models import Employee
from cases.reminders.models import Obligation

FROZEN = [
    "employee",
    "day",
    "message_id",
    "from_address",
    "to_address",
    "subject",
    "text",
    "html",
    "unsubscribe_url",
    "composed_at",
    "digests",
]


class MailQuerySet(models.QuerySet["Mail"]):
    def in_no_hands(self) -> "MailQuerySet":
        """Waiting, and no sender has it. The database's clock decides, for all senders."""
        return self.filter(
            Q(lease_until__isnull=True) | Q(lease_until__lte=Now()), state=Mail.State.WAITING
        )

    def due(self) -> "MailQuerySet":
        return self.in_no_hands().filter(next_try_at__lte=Now())


class Mail(models.Model):
    """What one person is told on one working day. Sent again it is the same, byte for byte."""

    class State(models.TextChoices):
        WAITING = "venter", "Venter"
        SENT = "sendt", "Sendt"
        GIVEN_UP = "opgivet", "Opgivet efter 48 timer"
        ADDRESS_REFUSED = "adresse_afvist", "Adressen blev afvist"
        WITHHELD = "holdt_tilbage", "Holdt tilbage efter en gendannelse"

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="mails", db_index=False)
    day = models.DateField("arbejdsdag")
    message_id = models.CharField(max_length=200)
    from_address = models.CharField("fra", max_length=200)
    to_address = models.EmailField("til")
    subject = models.CharField("emne", max_length=120)
    text = models.TextField("tekst")
    html = models.TextField()
    unsubscribe_url = models.URLField(max_length=300, blank=True)
    composed_at = models.DateTimeField("skrevet")
    digests = models.JSONField("påmindelser", default=list, help_text="As in the sent journal")

    state = models.CharField("status", max_length=20, choices=State, default=State.WAITING)
    lease_until = models.DateTimeField("i hånden til", null=True)
    attempts = models.PositiveIntegerField("forsøg", default=0)
    failures = models.PositiveIntegerField("afvist", default=0)
    failing_since = models.DateTimeField("afvist siden", null=True)
    latest_answer = models.CharField("seneste svar", max_length=200, blank=True)
    next_try_at = models.DateTimeField("næste forsøg", db_default=Now())
    sent_at = models.DateTimeField("sendt", null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = "mail"
        verbose_name_plural = "mails"
        triggers: ClassVar = [
            pgtrigger.ReadOnly(name="content_is_frozen", fields=FROZEN),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]
        constraints = [
            models.UniqueConstraint(fields=["employee", "day"], name="one_mail_a_person_and_day"),
            models.UniqueConstraint(fields=["message_id"], name="a_message_id_is_used_once"),
            models.CheckConstraint(
                name="sent_mails_have_a_time",
                condition=Q(state="sendt", sent_at__isnull=False)
                | (~Q(state="sendt") & Q(sent_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], condition=Q(state="venter"), name="waiting_mails"
            )
        ]


class MailLine(models.Model):
    """What became of an obligation in the mail: each is told by at most one, and none is forgotten."""

    append_only = True

    class Outcome(models.TextChoices):
        TOLD = "fortalt", "Stod i mailen"
        NO_ACCESS = "ingen_adgang", "Kunne ikke længere åbne sagen"
        SWITCHED_OFF = "slaaet_fra", "Har slået mailen fra"
        SENT_BEFORE = "sendt_foer", "Blev sendt før gendannelsen"
        LEFT = "fratraadt", "Er ikke længere ansat"
        DONE = "gjort", "Var gjort, før mailen blev skrevet"

    obligation = models.OneToOneField(
        Obligation, models.PROTECT, primary_key=True, related_name="mail_line"
    )
    mail = models.ForeignKey(Mail, models.PROTECT, null=True, related_name="lines")
    outcome = models.CharField("udfald", max_length=20, choices=Outcome)

    class Meta:
        verbose_name = "linje i en mail"
        verbose_name_plural = "linjer i mails"
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        constraints = [
            models.CheckConstraint(
                name="told_lines_stand_in_a_mail",
                condition=Q(outcome="fortalt", mail__isnull=False)
                | (~Q(outcome="fortalt") & Q(mail__isnull=True)),
            )
        ]


class MailWish(models.Model):
    """What each person has chosen. Without a row: all kinds, at seven."""

    EARLIEST, LATEST = 7, 18  # on the clock, in Denmark

    employee = models.OneToOneField(
        Employee, models.PROTECT, primary_key=True, related_name="mail_wish"
    )
    is_on = models.BooleanField("mail om det, der er at gøre", default=True)
    earliest = models.PositiveSmallIntegerField("tidligst kl.", default=EARLIEST)
    kinds_off = ArrayField(
        models.CharField(max_length=10, choices=Obligation.Kind),
        verbose_name="uden",
        default=list,
        blank=True,
    )

    history = Tracked()

    class Meta:
        verbose_name = "ønske om mail"
        verbose_name_plural = "ønsker om mail"
        triggers = [HistoryMustFollow()]
        constraints = [
            models.CheckConstraint(
                name="mail_comes_between_7_and_18",
                condition=Q(earliest__range=(7, 18)),
                violation_error_message="Vælg et tidspunkt mellem kl. 7 og 18",
            )
        ]

    def __str__(self) -> str:
        return f"Mail til {self.employee}"


class SentBefore(models.Model):
    """Accepted by the mail server according to the journal, but unknown to this database.

    It is an older copy of itself, and the night will oblige anew: these are not told twice.
    """

    append_only = True

    digest = models.CharField("påmindelse", max_length=32, primary_key=True)
    message_id = models.CharField(max_length=200, db_index=True)
    sent_at = models.DateTimeField("sendt")

    class Meta:
        verbose_name = "sendt før gendannelsen"
        verbose_name_plural = "sendt før gendannelsen"
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


class RefusedAddress(models.Model):
    """The mail server knows no such address. Counts for as long as the employee has it."""

    employee = models.OneToOneField(
        Employee, models.CASCADE, primary_key=True, related_name="refused_address"
    )
    address = models.EmailField("adresse")
    answer = models.CharField("svar", max_length=200)
    at = models.DateTimeField("afvist", db_default=Now())

    class Meta:
        verbose_name = "afvist adresse"
        verbose_name_plural = "afviste adresser"


class SenderState(models.Model):
    """The one row: how far the journal has been read, and why nothing is sent, if so."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    journal = models.UUIDField("journal", null=True)
    offset = models.PositiveBigIntegerField("læst til", default=0)
    told_until = models.DateField("regnes for fortalt til og med", null=True)
    refusal = models.TextField("sender ikke, fordi", blank=True)
    seen_at = models.DateTimeField("seneste runde", null=True)

    class Meta:
        verbose_name = "afsender"
        verbose_name_plural = "afsender"
        constraints = [models.CheckConstraint(name="one_sender_state", condition=Q(id=1))]
