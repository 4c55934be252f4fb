"""What a notice is about, and where its deadline stood on the night, in words."""

from datetime import date

from cases.danish import dates, numbers
from cases.reminders.rules import Kind


def when(kind: str, step: int) -> str:
    """Where the deadline stood on the night."""
    if kind == Kind.MOVED:
        return "fristen står på en anden dag nu"
    if kind == Kind.MONTH:
        return f"{numbers.counted(step, 'arbejdsdag', 'arbejdsdage')} før" if step else "på dagen"
    if step < 0:
        return f"{numbers.days(-step)} over fristen"
    return f"{numbers.days(step)} før eller mindre" if step else "dagen er nået"


def dated(kind: str, due: date) -> str:
    """Only the deadlines of a case have a day that can be passed."""
    if kind == Kind.MOVED:
        return f"flyttet {dates.long(due)}"
    return f"pr. {dates.long(due)}" if kind == Kind.MONTH else f"frist {dates.long(due)}"
