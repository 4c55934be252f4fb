"""History that cannot be left out: django-simple-history, held to it by database triggers."""

from collections.abc import Sequence
from typing import Any

import pgtrigger
from django.db import models
from django.db.models.expressions import RawSQL
from simple_history.models import HistoricalRecords

from cases.history.actor import Actor, current_actor, current_reason


class ChangeRow(models.Model):
    """What every history row carries besides the fact itself."""

    append_only = True

    # The top-level transaction, also inside savepoints: the trigger on the tracked table looks for it.
    transaction_id = models.BigIntegerField(
        db_default=RawSQL("(pg_current_xact_id()::text)::bigint", ()), editable=False
    )

    class Meta:
        abstract = True


class Tracked(HistoricalRecords):  # type: ignore[misc]  # untyped library
    """`history = Tracked()` on a model whose Meta lists `HistoryMustFollow()` among its triggers.

    `excluded_fields` are left out of the history and of the trigger's comparison.
    """

    def __init__(self, **options: Any) -> None:
        options.setdefault("bases", [ChangeRow])
        super().__init__(
            history_user_id_field=models.CharField(max_length=80),
            history_user_getter=lambda row: Actor.from_code(row.history_user_id),
            history_user_setter=_set_actor,
            history_change_reason_field=models.TextField(default="", blank=True),
            get_user=lambda **_: current_actor(),
            **options,
        )

    def get_change_reason_for_object(
        self, instance: models.Model, history_type: str, using: str | None
    ) -> str:
        return current_reason()

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        return {
            **super().get_meta_options(model),
            "triggers": [
                pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
            ],
        }


def _set_actor(row: models.Model, actor: Actor | None) -> None:
    if actor is not None:
        row.history_user_id = actor.code  # type: ignore[attr-defined]


class HistoryMustFollow(pgtrigger.Trigger):
    """Refuses, when the transaction ends, a change that has left no equal row in the history."""

    when = pgtrigger.After
    timing = pgtrigger.Deferred
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete

    def __init__(self, *, left_out: Sequence[str] = ()) -> None:
        """`left_out`: the columns that the model's `Tracked(excluded_fields=...)` leaves out."""
        self.left_out = left_out
        super().__init__(name="history_must_follow")

    def get_func(self, model: Any) -> str:
        history = f"{model._meta.app_label}_historical{model._meta.model_name}"
        key = model._meta.pk.column
        left_out = "".join(f" - '{column}'" for column in self.left_out)
        return f"""
            IF NOT EXISTS (
                SELECT 1 FROM {history} h
                WHERE h.{key} = COALESCE(NEW.{key}, OLD.{key})
                  AND h.transaction_id = (pg_current_xact_id()::text)::bigint
                  AND h.history_type = CASE TG_OP WHEN 'INSERT' THEN '+' WHEN 'UPDATE' THEN '~' ELSE '-' END
                  AND (TG_OP = 'DELETE' OR to_jsonb(h) @> (to_jsonb(NEW){left_out}))
            ) THEN
                RAISE EXCEPTION 'Ændring af {model._meta.db_table} uden historik'
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NULL;
        """


# Changed before in this transaction, or by one that ended since it began: all others are not asked.
CHANGED_JUST_NOW = "(age(OLD.xmin) <= 0)"


def history_in_step() -> list[pgtrigger.Trigger]:
    """Beside `HistoryMustFollow()`, where a row may change several times in one transaction.

    That trigger finds an equal row for each change, and one row would do for a fact that came back to
    what it was on the way. These ask that the history had caught up before each further change, and
    that its latest row is what stands in the end: then every change has a row of its own.
    """
    return [
        _InStep(name="history_in_step", when=pgtrigger.Before, row="OLD"),
        _InStep(name="history_ends_equal", when=pgtrigger.After, row="standing"),
    ]


class _InStep(pgtrigger.Trigger):
    """`row` must be the latest in the history.

    `+ 0` keeps the planner from reading the whole history backwards in search of the one fact.
    """

    operation = pgtrigger.Update
    condition = pgtrigger.Condition(CHANGED_JUST_NOW)

    def __init__(self, *, name: str, when: Any, row: str) -> None:
        self.row = row
        timing = pgtrigger.Deferred if when == pgtrigger.After else None
        super().__init__(name=name, when=when, timing=timing)

    def get_func(self, model: Any) -> str:
        history = f"{model._meta.app_label}_historical{model._meta.model_name}"
        key = model._meta.pk.column
        return f"""
            IF EXISTS (
                SELECT 1 FROM {model._meta.db_table} standing
                WHERE standing.{key} = OLD.{key} AND NOT COALESCE(to_jsonb((
                    SELECT latest FROM {history} latest WHERE latest.{key} = OLD.{key}
                    ORDER BY latest.history_id + 0 DESC LIMIT 1
                )) @> to_jsonb({self.row}), false)
            ) THEN
                RAISE EXCEPTION 'Ændring af {model._meta.db_table} uden historik'
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        """
