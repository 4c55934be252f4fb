"""What is true of everybody. Facts only: no database, no clock."""

from datetime import date

from cases.danish import dates


def before_birth(day: date, *, birth: date | None) -> str:
    """Why nothing of the citizen's may be dated so; empty when it may, or nobody knows."""
    if birth is None or day >= birth:
        return ""
    return f"Borgeren er født {dates.long(birth)}. Skriv en senere dag"
