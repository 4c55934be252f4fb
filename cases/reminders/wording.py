"""What a notice is about, and where its deadline stood on the night, in words."""

from datetime import date

from cases.danish import dates, numbers
from cases.reminders.rules import Kind


def when(kind: str, *, due: date, night: date) -> str:
    """Where the deadline stood on the night."""
    if kind == Kind.MOVED:
        return "fristen står på en anden dag nu"
    if kind == Kind.ASKED:
        return "teamchefen har bedt om den"
    left = (due - night).days
    if left > 0:
        return f"{numbers.days(left)} før"
    if kind == Kind.MONTH:
        return "måneden er begyndt"
    if kind == Kind.M10:
        return "dagen er nået"  # on which the municipality hands over; it is no deadline to be past
    return f"{numbers.days(-left)} over fristen" if left else "på dagen"


def dated(kind: str, due: date) -> str:
    """Only the deadlines of a case have a day that can be passed."""
    if kind == Kind.MOVED:
        return f"flyttet {dates.long(due)}"
    if kind == Kind.ASKED:
        return f"bedt om {dates.long(due)}"
    return f"pr. {dates.long(due)}" if kind == Kind.MONTH else f"frist {dates.long(due)}"
