"""Every look at a citizen, and every act on access; written over a connection that may only insert."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class ReadLogRow(models.Model):
    """No CPR, name, query string or body. No foreign keys: the log outlives and never waits for them."""

    read_log = True

    class Action(models.TextChoices):
        SHOW = "vis", "Vist"
        SEARCH = "soeg", "Fundet ved søgning"
        LIST = "liste", "Vist på liste"
        EXPORT = "eksport", "Eksporteret"
        PRINT = "print", "Udskrevet"
        SHOW_CPR = "vis_cpr", "Fuldt cpr-nummer vist"
        WRITE = "skriv", "Ændret"
        REFUSED = "afslag", "Afvist"
        LOG_IN = "log_ind", "Logget ind"
        LOG_IN_FAILED = "log_ind_fejlet", "Log ind mislykkedes"
        LOG_OUT = "log_ud", "Logget ud"
        ROLE = "rolle", "Rolle ændret"
        SETTING = "indstilling", "Indstilling ændret"

    class Outcome(models.TextChoices):
        ALLOWED = "ja", "Ja"
        REFUSED = "nej", "Nej"

    seq = models.BigAutoField(primary_key=True)
    at = models.DateTimeField("tidspunkt", db_default=Now())
    actor = models.CharField("hvem", max_length=80)
    role = models.CharField("rolle", max_length=20, blank=True)
    jobcenter = models.CharField("jobcenter", max_length=20, blank=True)
    action = models.CharField("handling", max_length=16, choices=Action)
    citizen_id = models.UUIDField("borger", null=True)
    case_number = models.CharField("sag", max_length=16, blank=True)
    field_groups = ArrayField(models.CharField(max_length=24), default=list)
    purpose = models.CharField("formål", max_length=200, blank=True)
    rule = models.CharField("regel", max_length=40, blank=True)
    criterion = models.CharField("søgt på", max_length=80, blank=True)
    request_id = models.UUIDField("forespørgsel", null=True)
    ip = models.GenericIPAddressField("ip-adresse", null=True)
    outcome = models.CharField("udfald", max_length=3, choices=Outcome)

    class Meta:
        verbose_name = "opslag"
        verbose_name_plural = "opslag"
        indexes = [
            models.Index(fields=["citizen_id", "-seq"]),
            models.Index(fields=["actor", "-seq"]),
        ]
