"""Numbers and counted words as Danish pages write them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"
MINUS = "\u2212"


def number(value: float | Decimal, *, decimals: int | None = None) -> str:
    """Dot between thousands, comma before decimals: 3.478 and 12,5."""
    exact = Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    english = f"{abs(exact):,f}"
    danish = english.translate(str.maketrans(",.", ".,"))
    return MINUS + danish if exact < 0 else danish


def percent(value: float | Decimal, *, decimals: int = 0) -> str:
    """In tables and titles; a letter writes `procent`."""
    return f"{number(value, decimals=decimals)}{NBSP}pct."


def of_hundred(part: int, whole: int) -> int:
    """The one rounding of a share in percent, half up: a card, a chart and a sheet say the same."""
    return int((Decimal(100 * part) / whole).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def share(part: int, whole: int) -> str:
    """`14 af 16` first; a percentage of fewer than ten says nothing."""
    counts = f"{number(part)} af {number(whole)}"
    if whole < 10:
        return counts
    return f"{counts} ({percent(of_hundred(part, whole))})"


def counted(count: int, one: str, many: str) -> str:
    return f"{number(count)}{NBSP}{one if abs(count) == 1 else many}"


def days(count: int) -> str:
    return counted(count, "dag", "dage")


def months(count: int) -> str:
    return counted(count, "måned", "måneder")


def short_months(count: int) -> str:
    return counted(count, "md.", "mdr.")


def months_and_days(month_count: int, day_count: int) -> str:
    return f"{months(month_count)} og {days(day_count)}"
