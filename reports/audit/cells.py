"""What may stand in a cell of an audit list, and the columns it stands in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.utils import timezone

# A moment is told on the clock of those who read it, without its zone.
Cell = str | int | Decimal | date | datetime | None
Cells = Sequence[Cell]


class Kind(StrEnum):
    TEXT = "tekst"
    NUMBER = "tal"
    DAY = "dato"
    MOMENT = "tidspunkt"


@dataclass(frozen=True)
class Column:
    key: str
    label: str
    kind: Kind = Kind.TEXT


def danish(moment: datetime) -> datetime:
    """A row's time on the clock of those who read it, to the second."""
    return moment.astimezone(timezone.get_current_timezone()).replace(tzinfo=None, microsecond=0)
