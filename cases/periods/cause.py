"""What was changed, in a line: kept with each date it moved.

Never a name, a CPR number or what someone wrote as a reason: only types, dates and the source.
"""

from datetime import date, timedelta

from cases.danish import dates
from cases.periods.models import Period
from cases.periods.versions import FieldChange

WORDS = {"kind": "type", "start": "fra", "end": "til"}


def registered(period: Period) -> str:
    return f"Periode registreret: {described(period)}"


def corrected(period: Period, changes: list[FieldChange]) -> str:
    told = [_told(change) for change in changes if change.field in WORDS]
    return f"Periode rettet: {', '.join(told)} ({period.source})"


def annulled(period: Period) -> str:
    return f"Periode annulleret: {described(period)}"


def undone(period: Period) -> str:
    return f"Ændring fortrudt: {described(period)}"


def described(period: Period) -> str:
    span = dates.half_open_span(period.start, period.end)
    return f"{_kind(period.kind)} {span} ({period.source})"


def _told(change: FieldChange) -> str:
    old, new = _shown(change.field, change.old), _shown(change.field, change.new)
    return f"{WORDS[change.field]} {old} → {new}"


def _shown(field: str, value: object) -> str:
    if field == "end":
        return dates.long(value - timedelta(days=1)) if isinstance(value, date) else dates.GOING_ON
    return dates.long(value) if isinstance(value, date) else _kind(str(value))


def _kind(value: str) -> str:
    return str(Period.Kind(value).label)
