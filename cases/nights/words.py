"""The night told to people: how it stands, what that means, and what to do. Never about whom."""

from dataclasses import dataclass

from cases.danish import dates
from cases.danish.numbers import counted
from cases.nights.models import Night
from cases.nights.queries import Tonight
from cases.nights.rules import State, in_denmark

TONES = {
    State.GOOD: "done",
    State.MENDED: "done",
    State.RED: "overdue",
    State.CLOCK_BACK: "overdue",
    State.STOPPED: "overdue",
    State.RUNNING: "waiting",
    State.WAITING: "waiting",
    State.FIRST: "waiting",
    State.NEVER: "overdue",
}

TRIED_AGAIN = "Den prøves igen hvert kvarter, og missede nætter køres i rækkefølge."
LISTS_ARE_OLD = (
    "Imens står listerne, som de sidst blev beregnet; en sag, der åbnes, regnes altid på ny."
)
TELL = "Sig det til driften: driftsvejledningen har siden »Når noget er rødt«."

WHAT_TO_DO = {
    State.GOOD: "",
    State.MENDED: "",
    State.RUNNING: "",
    State.RED: (
        "De andres frister er rigtige. Åbn sagerne, se, om en periode er forkert, og ret den. Er der "
        "intet at rette, eller kan en sag ikke åbnes, så send sagsnumrene til driften. Natten bliver "
        "god, når driften har kørt genberegn uden fejl."
    ),
    State.WAITING: f"{TRIED_AGAIN} {LISTS_ARE_OLD} {TELL}",
    State.FIRST: "Den første kommer inden for et kvarter, når systemet kører.",
    State.NEVER: (
        f"Ingen har fået en påmindelse. Natten prøves igen hvert kvarter. {LISTS_ARE_OLD} {TELL}"
    ),
    State.STOPPED: f"Intet er gemt halvt. {TRIED_AGAIN} {LISTS_ARE_OLD} {TELL}",
    State.CLOCK_BACK: f"Natten køres ikke, før uret er rettet. {LISTS_ARE_OLD} {TELL}",
}


@dataclass(frozen=True)
class Told:
    headline: str
    what_to_do: str
    is_bad: bool


def told(tonight: Tonight) -> Told:
    state = tonight.state
    return Told(_headline(tonight), WHAT_TO_DO[state], state.needs_someone)


def _headline(tonight: Tonight) -> str:
    night, day = tonight.night, dates.long(tonight.today)
    match tonight.state:
        case State.GOOD | State.MENDED | State.RED if night is not None:
            return f"{_finished(night)}{_failed(night)}"
        case State.RUNNING:
            parts = f": {tonight.parts_done} af {tonight.parts} dele er beregnet"
            return f"Natten til {day} kører nu{parts if tonight.parts else ''}."
        case State.STOPPED if night is not None:
            return f"Natten til {day} er ikke færdig. {night.obstacle}."
        case State.FIRST | State.NEVER:
            return "Ingen nat er kørt endnu."
        case State.CLOCK_BACK if tonight.latest is not None:
            return (
                f"Uret er gået tilbage: maskinen siger {day}, men natten til "
                f"{dates.long(tonight.latest)} er allerede begyndt."
            )
    return f"Natten til {day} er ikke kørt endnu."


def _finished(night: Night) -> str:
    assert night.finished_at is not None
    return (
        f"Natten til {dates.long(night.day)} blev færdig "
        f"{dates.moment(in_denmark(night.finished_at))}: "
        f"{counted(night.citizens, 'borger', 'borgere')}, "
        f"{counted(night.moved, 'dato', 'datoer')} flyttede sig, "
        f"{counted(night.told, 'påmindelse', 'påmindelser')}."
    )


def _failed(night: Night) -> str:
    if not night.failures:
        return ""
    failed = f" {counted(len(night.failures), 'borger', 'borgere')} kunne ikke beregnes"
    if night.mended_at is None:
        return f"{failed}: natten er rød."
    return f"{failed}; det blev gjort godt {dates.moment(in_denmark(night.mended_at))}."


def state_of(night: Night) -> State:
    """Of a row in the list."""
    if not night.is_finished:
        return State.STOPPED if night.obstacle else State.WAITING
    if night.is_red:
        return State.RED
    return State.MENDED if night.failures else State.GOOD
