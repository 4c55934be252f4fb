"""The titles over the small drawings, written from their numbers. Pure."""

from collections.abc import Sequence

from cases.danish import numbers
from reports.charts.timeliness import Finished

TOO_FEW = "Der er afsluttet for få til at sammenligne jobcentrene"


def timeliness(latest: Sequence[tuple[str, Finished]]) -> str:
    """Of the latest month, where two jobcentres have enough to be told in percent."""
    told = sorted((one.percent, name) for name, one in latest if one.percent is not None)
    if len(told) < 2:
        return f"{TOO_FEW} i {latest[0][1].month.name}" if latest else TOO_FEW
    month = latest[0][1].month.name
    (low, lowest), (high, highest) = told[0], told[-1]
    if low == high:
        everyone = "alle jobcentre"
        if len(told) < len(latest):
            everyone = f"de {len(told)} af {len(latest)} jobcentre, der kan måles"
        return f"Rettidigheden var {low} pct. i {month} i {everyone}"
    return f"Rettidigheden gik fra {low} pct. i {lowest} til {high} pct. i {highest} i {month}"


def most(said: str, counts: Sequence[tuple[str, int]], *, none: str) -> str:
    """Names all who share the highest place; `none` where there is nothing."""
    every = sum(count for _, count in counts)
    if not every:
        return none
    highest = max(count for _, count in counts)
    names = " og ".join(name for name, count in counts if count == highest)
    return f"{said} {names}: {numbers.number(highest)} af {numbers.number(every)}"
