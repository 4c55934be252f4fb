"""The citizen, the numbers that identify them, and those who may not handle their case."""

import uuid
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q

from cases.history import HistoryMustFollow, Tracked, history_in_step, only_key_rotation_deletes
from cases.people.models import Employee

# Marked protected or colleague: seen by the case's caseworker and teamchef alone.
RESTRICTED = Q(is_protected=True) | Q(is_colleague=True)


def restricted_sql(alias: str) -> str:
    """The same in SQL, of the citizen by that name in the statement."""
    return f"({alias}.is_protected OR {alias}.is_colleague)"


class Citizen(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("navn", max_length=120)
    birth_date = models.DateField("fødselsdato", null=True, blank=True)
    is_protected = models.BooleanField("beskyttet adresse", default=False)
    is_colleague = models.BooleanField("ansat i forvaltningen", default=False)
    version = models.PositiveIntegerField(default=1)

    history = Tracked()

    class Meta:
        verbose_name = "borger"
        verbose_name_plural = "borgere"
        triggers: ClassVar = [
            HistoryMustFollow(),
            *history_in_step(),
            # Lists begin at the next deadline, so that no citizen may be without a row there.
            pgtrigger.Trigger(
                name="has_a_next_step",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                func="""
                    INSERT INTO cases_nextstep (citizen_id, kind, counted_days)
                    VALUES (NEW.id, '', 0);
                    RETURN NULL;
                """,
            ),
        ]
        indexes = [
            GinIndex(
                OpClass(Func("name", function="dansk_soeg"), name="gin_trgm_ops"),
                name="citizen_name_as_typed",
            ),
            models.Index(fields=["birth_date"], name="citizen_birth_date"),
            models.Index(Func("name", function="dansk_sort"), "id", name="citizen_danish_order"),
            # Lists end with how many are restricted: those few are counted without the rest.
            models.Index(
                fields=["id"],
                condition=RESTRICTED,
                name="citizen_restricted",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_restricted(self) -> bool:
        return self.is_protected or self.is_colleague


class CprNumber(models.Model):
    """One CPR number of a citizen, encrypted; the newest row is the one in use.

    Stands outside history: the number is copied into no other row. Only the key rotation
    updates a row, and then only ciphertext and key version.

    A number that the citizen had before is a new row too. It `repeats` their first row of it, and
    has no digests: those of the first find the citizen, so that a number still stands there once.
    """

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="cpr_numbers")
    ciphertext = models.BinaryField()
    key_version = models.PositiveSmallIntegerField()
    valid_from = models.DateField("gælder fra")
    repeats = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = "cpr-nummer"
        verbose_name_plural = "cpr-numre"
        ordering = ["valid_from", "id"]
        triggers: ClassVar = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="only_rotation_updates",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                    IF current_setting('fleksjob.skift_noegle', true) IS DISTINCT FROM 'ja'
                       OR (NEW.id, NEW.citizen_id, NEW.valid_from, NEW.repeats_id) IS DISTINCT FROM
                          (OLD.id, OLD.citizen_id, OLD.valid_from, OLD.repeats_id)
                    THEN
                        RAISE EXCEPTION 'Kun skift_noegle må ændre et cpr-nummers kryptering'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            # Else the look-up of the one would find the other.
            pgtrigger.Trigger(
                name="repeats_the_citizens_own",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__repeats__isnull=False),
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM cases_cprnumber first
                        WHERE first.id = NEW.repeats_id AND first.citizen_id = NEW.citizen_id
                          AND first.repeats_id IS NULL
                          AND NOT EXISTS (
                              SELECT 1 FROM cases_cprwithdrawal w WHERE w.number_id = first.id)
                    ) THEN
                        RAISE EXCEPTION 'Et cpr-nummer kan kun gentage borgerens egen første række'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]


class CprDigest(models.Model):
    """Keyed HMAC of a CPR number, for exact look-up; one for each look-up key still in use.

    Only of rows that repeat no other. Those of a number that is withdrawn are gone: it finds nobody,
    and stands free for whoever has it.
    """

    number = models.ForeignKey(CprNumber, models.PROTECT, related_name="digests")
    key_version = models.PositiveSmallIntegerField()
    digest = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = "cpr-opslagsnøgle"
        triggers: ClassVar = [
            only_key_rotation_deletes(
                unless="EXISTS (SELECT 1 FROM cases_cprwithdrawal w WHERE w.number_id = OLD.number_id)"
            ),
            # Once for a statement: a list brings a hundred thousand. A change of keys may have
            # read the number as it was before.
            pgtrigger.Trigger(
                name="not_of_a_withdrawn_number",
                level=pgtrigger.Statement,
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                referencing=pgtrigger.Referencing(new="added"),  # type: ignore[no-untyped-call]
                func="""
                    IF EXISTS (
                        SELECT 1 FROM cases_cprwithdrawal w
                        WHERE w.number_id IN (SELECT number_id FROM added)
                    ) THEN
                        RAISE EXCEPTION 'Et cpr-nummer, der er trukket tilbage, kan ikke slås op'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key_version", "digest"], name="one_citizen_a_cpr_number"
            ),
            models.UniqueConstraint(
                fields=["number", "key_version"], name="one_digest_a_key_version"
            ),
        ]


class CprWithdrawal(models.Model):
    """A number that was never the citizen's is taken back; who did it, when and why is kept for ever.

    Stands beside the number, which nobody changes; it names the citizen's first row of it.
    """

    append_only = True

    number = models.OneToOneField(CprNumber, models.PROTECT, related_name="withdrawal")
    stood_from = models.DateTimeField("gjaldt fra", null=True)  # empty: since they were registered
    at = models.DateTimeField("trukket tilbage")
    withdrawn_by = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    reason = models.CharField("grund", max_length=400)

    class Meta:
        verbose_name = "cpr-nummer trukket tilbage"
        verbose_name_plural = "cpr-numre trukket tilbage"
        ordering = ["-id"]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            # The door and every look-up ask the digests alone.
            pgtrigger.Trigger(
                name="withdrawn_for_good",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                func="""
                    IF EXISTS (SELECT 1 FROM cases_cprdigest d WHERE d.number_id = NEW.number_id)
                       OR NEW.number_id = (
                           SELECT COALESCE(latest.repeats_id, latest.id)
                           FROM cases_cprnumber latest
                           JOIN cases_cprnumber mistaken USING (citizen_id)
                           WHERE mistaken.id = NEW.number_id
                           ORDER BY latest.id DESC LIMIT 1)
                       OR EXISTS (
                           SELECT 1 FROM cases_cprnumber n
                           WHERE n.id = NEW.number_id AND n.repeats_id IS NOT NULL)
                    THEN
                        RAISE EXCEPTION 'Et cpr-nummer, der er i brug eller kan slås op, er ikke trukket tilbage'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]


class Inhabilitet(models.Model):
    """An employee who may not handle a citizen's case (FVL § 3); stands until another lifts it."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="inhabiliteter")
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="inhabiliteter")
    registered_by = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    reason = models.CharField("grund", max_length=400)
    lifted_by = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="+")
    lift_reason = models.CharField("grund til ophævelse", max_length=400, blank=True)

    history = Tracked()

    class Meta:
        verbose_name = "inhabilitet"
        verbose_name_plural = "inhabiliteter"
        triggers = [HistoryMustFollow(), *history_in_step()]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "citizen"],
                condition=Q(lifted_by__isnull=True),
                name="inhabilitet_stands_once",
            ),
            models.CheckConstraint(
                name="inhabilitet_lifted_by_another",
                condition=Q(lifted_by__isnull=True)
                | (~Q(lifted_by=F("registered_by")) & ~Q(lifted_by=F("employee"))),
                violation_error_message="Inhabilitet skal ophæves af en anden leder",
            ),
        ]
