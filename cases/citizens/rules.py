"""What is true of everybody. Facts only: no database, no clock."""

from datetime import date

from cases.danish import dates


def before_birth(day: date, *, birth: date | None) -> str:
    """Why nothing of the citizen's may be dated so; empty when it may, or nobody knows."""
    if birth is None or day >= birth:
        return ""
    return f"Borgeren er født {dates.long(birth)}. Skriv en senere dag"


def born_too_late(birth: date, *, first_day: date | None) -> str:
    """Why a number of one born then is not theirs who has had periods since `first_day`; else empty."""
    if first_day is None or first_day >= birth:
        return ""
    born, begun = dates.long(birth), dates.long(first_day)
    return f"Nummeret er fra en, der er født {born}, og borgeren har en periode fra {begun}. Tjek nummeret"
