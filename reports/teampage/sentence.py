"""The page in one sentence, written from its numbers. Pure."""

from collections.abc import Sequence

from cases.danish import numbers
from reports.charts.load import Week, named_weeks
from reports.figures.month import Month


def status(*, month: Month, in_time: int, finished: int, late: int, weeks: Sequence[Week]) -> str:
    """What was done, what is late, and where the places do not reach."""
    said = [_finished(month, in_time, finished), _late(late)]
    over = [week for week in weeks if week.too_many]
    joined = f"{said[0]}, {'men' if late else 'og'} {said[1]}"
    if not over:
        return f"{joined}."
    missing = numbers.counted(sum(week.too_many for week in over), "plads", "pladser")
    return (
        f"{joined}, og i uge {named_weeks([one.number for one in over])} mangler teamet {missing}."
    )


def _finished(month: Month, in_time: int, finished: int) -> str:
    if not finished:
        return f"Ingen revurderinger blev afsluttet i {month.name}"
    counts, _, percent = numbers.share(in_time, finished).partition(" (")
    noun = "revurdering" if finished == 1 else "revurderinger"
    share = f" ({percent}" if percent else ""
    return f"{counts} {noun}{share} blev afsluttet til tiden i {month.name}"


def _late(late: int) -> str:
    return f"{numbers.number(late)} er over fristen" if late else "ingen er over fristen"
