"""How a record of a revurdering is written: under one rule of dates, with its version raised."""

from datetime import date

from cases.danish import dates
from cases.nextsteps import operations as next_steps
from revurdering import queries, rules
from revurdering.models import Revurdering


class EditConflict(Exception):
    """`current` is as another has just saved it; None when there is no such record any more."""

    def __init__(self, current: Revurdering | None) -> None:
        super().__init__("Revurderingen er ændret, mens du skrev")
        self.current = current


class DateInTheFuture(Exception):
    pass


class BeforeTheRound(Exception):
    """The round was not running yet on the date given; it began on `day`."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"Runden begyndte {dates.long(day)}. Datoen skal være den dag eller senere"
        )
        self.day = day


class OutOfOrder(Exception):
    """`field` of the record is on `day`: on the wrong side of the date given."""

    def __init__(self, side: str, field: str, day: date) -> None:
        label = Revurdering._meta.get_field(field).verbose_name  # type: ignore[union-attr]
        super().__init__(f"Datoen ligger {side} {label} ({dates.long(day)})")
        self.field, self.day = field, day


class NotYetStarted(Exception):
    """Only one that has lapsed is finished without having been started."""


class ReasonMissing(Exception):
    pass


def write(record: Revurdering, *, as_of: date, **values: date | str | None) -> Revurdering:
    """Steps by their field, and what else the record holds.

    Raises DateInTheFuture, BeforeTheRound, OutOfOrder, NotYetStarted.
    """
    given = {step: day for step, day in values.items() if isinstance(day, date)}
    for day in given.values():
        _check_day(record, day, as_of=as_of)
    after = record.days | {step: None for step in rules.STEPS if step in values} | given
    for later, earlier, day in rules.out_of_order(after):
        if later in given:
            raise OutOfOrder("før", earlier, day)
        if earlier in given:
            raise OutOfOrder("efter", later, after[later] or day)
    if rules.lacks_start(after, str(values.get("outcome", record.outcome))):
        raise NotYetStarted
    save(record, **values)
    next_steps.refresh(citizen_ids=[record.citizen_id])
    return record


def _check_day(record: Revurdering, day: date, *, as_of: date) -> None:
    if day > as_of:
        raise DateInTheFuture
    begun = queries.round_begun_on(
        citizen_id=record.citizen_id, number=record.round or 1, as_of=as_of
    )
    if begun is not None and day < begun:
        raise BeforeTheRound(begun)


def save(record: Revurdering, **values: object) -> Revurdering:
    for name, value in values.items():
        setattr(record, name, value)
    record.version += 1
    record.save(update_fields=[*values, "version"] if record.pk else None)
    return record


SAYING = (*rules.STEPS, "lateness_reason", "tilflytning_on")


def says_something_without(record: Revurdering, field: str) -> bool:
    """A record that says nothing must leave its round."""
    return any(getattr(record, name) for name in SAYING if name != field)
