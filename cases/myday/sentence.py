"""The day in one sentence, before the list."""

from datetime import date

from cases.danish import dates
from cases.danish.numbers import counted


def status(*, overdue: int, today: int, undated: int, next_due: date | None) -> str:
    """Empty when nothing asks to be done: then the list says so itself."""
    found = []
    if overdue:
        found.append(f"{_tasks(overdue)} er over fristen")
    if today:
        found.append(f"{_tasks(today)} forfalder i dag")
    if undated:
        found.append(f"{_tasks(undated)} uden frist venter på dig")
    if not found:
        return ""
    told = found[0] if len(found) == 1 else f"{', '.join(found[:-1])}, og {found[-1]}"
    return f"{told[0].upper()}{told[1:]}.{_quiet(next_due)}"


def up_to_date(*, next_due: date | None) -> str:
    if next_due is None:
        return "Du er ajour. Ingen opgaver forfalder i dag."
    return f"Du er ajour. Ingen opgaver forfalder i dag. Næste frist er {_day(next_due)}."


def _tasks(count: int) -> str:
    return counted(count, "opgave", "opgaver")


def _quiet(next_due: date | None) -> str:
    return f" Derefter er der ro til {_day(next_due)}." if next_due else ""


def _day(day: date) -> str:
    return dates.with_weekday(day).removesuffix(f" {day.year}")
