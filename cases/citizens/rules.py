"""What is true of everybody. Facts only: no database, no clock."""

from datetime import date

from cases.danish import dates


def before_birth(day: date, *, birth: date | None) -> str:
    """Why nothing of the citizen's may be dated so; empty when it may, or nobody knows."""
    if birth is None or day >= birth:
        return ""
    return f"Borgeren er født {dates.long(birth)}. Skriv en senere dag"


def born_too_late(birth: date, *, first_day: date | None, opened_on: date) -> str:
    """Why a number of one born then is not theirs: periods since `first_day`, a case since `opened_on`.

    Empty when it may be.
    """
    if first_day is not None and first_day < birth:
        known = f"borgeren har en periode fra {dates.long(first_day)}"
    elif opened_on < birth:
        known = f"sagen er åbnet {dates.long(opened_on)}"
    else:
        return ""
    return f"Nummeret er fra en, der er født {dates.long(birth)}, og {known}. Tjek nummeret"
