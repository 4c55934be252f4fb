"""Which nights are owed. Dates in, dates out; the clock and the ledger are the caller's."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class ClockWentBack(Exception):
    """Today is before a night that is already finished: some clock is, or was, wrong."""

    def __init__(self, *, today: date, finished: date) -> None:
        self.today, self.finished = today, finished
        super().__init__(
            f"Maskinens dato er {today}, men natten til {finished} er allerede kørt. Ret uret. "
            "Er uret rigtigt nu, så kør: manage.py koer_nat --uret-er-rettet"
        )


def pending(*, today: date, finished: date | None, begun: date | None) -> list[date]:
    """Every date after the latest finished night up to today, in order; raises ClockWentBack.

    A new installation begins today, or on the first night that it began and never finished.
    """
    if finished is not None:
        if today < finished:
            raise ClockWentBack(today=today, finished=finished)
        first = finished + timedelta(days=1)
    else:
        first = min(begun or today, today)
    return [first + timedelta(days=n) for n in range((today - first).days + 1)]


# From this hour, Danish time, an unfinished or red night is told to those who must act.
ALARM_FROM = time(6)
DENMARK = ZoneInfo("Europe/Copenhagen")


class State(StrEnum):
    """How the night of today stands."""

    CLOCK_BACK = "uret er gået tilbage"
    GOOD = "god"
    MENDED = "gjort god"
    RED = "rød"
    RUNNING = "kører"
    STOPPED = "standset"
    WAITING = "ikke kørt"
    FIRST = "første nat"
    NEVER = "aldrig kørt"

    @property
    def needs_someone(self) -> bool:
        return self not in {State.GOOD, State.MENDED, State.FIRST}


def in_denmark(at: datetime) -> datetime:
    return at.astimezone(DENMARK)


def is_time_for_alarm(at: datetime) -> bool:
    return in_denmark(at).time() >= ALARM_FROM
