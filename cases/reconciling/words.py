"""The books told to people: what is wrong and what to do. Numbers only."""

from dataclasses import dataclass

from cases.danish.numbers import counted
from cases.reconciling.queries import Books

TELL = "Sig det til driften: driftsvejledningen har siden »Når noget er rødt«."
NOBODY = "Fordel sagerne, eller giv jobcenteret en teamchef, som må åbne dem. Så får de besked næste nat."
NO_LEADER = "Giv jobcenteret en teamchef, som må åbne sagerne. Så får teamchefen besked næste nat."
MENDED = "Det, en nat mangler at fortælle, fortæller den næste; en mail prøves igen i to døgn."
THE_INBOX_STANDS = "Beskederne står i indbakken imens."


@dataclass(frozen=True)
class Told:
    headline: str
    what_to_do: str
    is_bad: bool


def told(books: Books, *, waiting: int = 0) -> Told:
    if books.refusal:
        return Told(f"Der sendes ingen mails. {books.refusal}", f"{THE_INBOX_STANDS} {TELL}", True)
    if books.standing:
        return _missing(books)
    if books.is_stale:
        return Told("Påmindelserne er ikke afstemt i tre timer", TELL, True)
    return Told(nothing_missing(waiting=waiting), "", False)


def nothing_missing(*, waiting: int = 0) -> str:
    """`waiting`: mails that are not sent yet, and not too old for it."""
    if not waiting:
        return "Alt er fortalt og sendt"
    return f"Alt er fortalt, og {counted(waiting, 'mail', 'mails')} er på vej"


def before_the_first_night(*, is_late: bool) -> Told:
    to_do = f"Natten prøves igen hvert kvarter. {TELL}" if is_late else ""
    return Told("Ingen nat er kørt endnu, så ingen har fået en påmindelse", to_do, is_late)


def _missing(books: Books) -> Told:
    headlines, to_do = [], []
    if books.nobody:
        cases = counted(books.nobody, "sag", "sager")
        headlines.append(f"{cases} har ingen, der kan få besked om fristen")
        to_do.append(NOBODY)
    if books.leaderless:
        cases = counted(books.leaderless, "sag", "sager")
        headlines.append(f"{cases} er over fristen, uden at nogen teamchef kan få besked")
        to_do.append(NO_LEADER)
    if missing := books.standing - books.nobody - books.leaderless:
        told = counted(missing, "påmindelse eller mail", "påmindelser og mails")
        headlines.append(f"{told} mangler")
        to_do.append(f"{MENDED} {TELL}")
    return Told(", og ".join(headlines), " ".join(to_do), True)
