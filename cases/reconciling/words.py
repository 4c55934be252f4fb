"""The books told to people: what is wrong and what to do. Numbers only."""

from dataclasses import dataclass

from cases.danish.numbers import counted
from cases.reconciling.queries import Books

TELL = "Sig det til driften: driftsvejledningen har siden »Når noget er rødt«."
THE_INBOX_STANDS = "Beskederne står i indbakken imens."


@dataclass(frozen=True)
class Told:
    headline: str
    what_to_do: str
    is_bad: bool


def told(books: Books) -> Told:
    if books.refusal:
        return Told(f"Der sendes ingen mails. {books.refusal}", f"{THE_INBOX_STANDS} {TELL}", True)
    if books.standing:
        missing = counted(books.standing, "påmindelse eller mail", "påmindelser og mails")
        mended = (
            "Det, en nat mangler at fortælle, fortæller den næste; en mail prøves igen i to døgn."
        )
        return Told(f"{missing} mangler", f"{mended} {TELL}", True)
    if books.is_stale:
        return Told("Påmindelserne er ikke afstemt i tre timer", TELL, True)
    return Told("Alt er fortalt og sendt", "", False)
