"""The proof of a quarter as finished rows. A restricted citizen is the number of the row and no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from cases import paging
from cases.access import door
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from cases.danish import dates
from cases.danish.numbers import counted, number
from reports.afstemning.models import Afstemning
from reports.coverage import handles
from reports.coverage.owed import QuarterState
from reports.coverage.queries import (
    BESIDE_THE_LIST,
    EXEMPT,
    OFF_LIST_EXPLAINED,
    OFF_LIST_UNEXPLAINED,
    RUNNING,
    UNEXPLAINED,
    Coverage,
    Person,
)
from reports.quarters import Quarter

ROWS = 50
OFF_LIST = "Har et løbende ur her, men står ikke på listen"
GROUPS = {
    "uforklarede": ("Uforklarede", (UNEXPLAINED,)),
    "udenfor": ("Ikke på listen", BESIDE_THE_LIST),
    "undtagne": ("Undtaget med grund", tuple(EXEMPT)),
    "loebende": ("Med løbende ur", (RUNNING,)),
}
# What a reason answers: who is on no list has a running clock, and is asked about the list.
QUESTIONS = {
    "uforklarede": "Hvorfor skal de valgte ikke have et løbende ur her?",
    "udenfor": "Hvorfor står de valgte ikke på listen?",
}


FROZEN = "underskrevet"


@dataclass(frozen=True)
class Shown:
    """Whose rows a page shows: as the cases are now, or as they were when the quarter was signed."""

    quarter: Quarter
    found: Coverage
    lists: Sequence[Afstemning]
    is_frozen: bool = False

    def url(self, group: str) -> str:
        frozen = f"&{FROZEN}=ja" if self.is_frozen else ""
        return f"{reverse('daekning_kvartal', args=self.quarter.address)}?gruppe={group}{frozen}"


@dataclass(frozen=True)
class Row:
    """`key`: the line; or, of one without, the citizen under seal (handles.py)."""

    key: str
    line: int
    source: str
    name: str
    url: str
    small: str
    why: str
    may_explain: bool


def rows(
    persons: Sequence[Person], cases: dict[UUID | None, Case], lists: Sequence[Afstemning]
) -> list[Row]:
    sources: dict[UUID | None, str] = {one.pk: one.source.name for one in lists}
    quarter = Quarter.of(lists[0].list_day)
    return [
        _row(
            one,
            None if one.is_hidden else cases.get(one.citizen_id),
            source=sources.get(one.afstemning_id, ""),
            quarter=quarter,
        )
        for one in persons
    ]


def cases_of(viewer: Viewer, persons: Sequence[Person]) -> dict[UUID | None, Case]:
    """By citizen: what the door shows the viewer, the open case before a closed one."""
    keys = {one.citizen_id for one in persons if one.citizen_id and not one.is_hidden}
    seen = door.visible_cases(viewer).filter(citizen__in=keys).select_related("citizen")
    newest_last = sorted(seen, key=lambda case: (case.is_open, case.pk))
    return {case.citizen_id: case for case in newest_last}


def _row(person: Person, case: Case | None, *, source: str, quarter: Quarter) -> Row:
    return Row(
        key=_key(person, quarter),
        line=person.line,
        source=source,
        name=case.citizen.name if case else _unnamed(person),
        url=reverse("sag", args=[case.number]) if case else "",
        small=case.number if case else "",
        why=_why(person),
        may_explain=person.standing in (UNEXPLAINED, OFF_LIST_UNEXPLAINED),
    )


def _key(person: Person, quarter: Quarter) -> str:
    if person.key or person.citizen_id is None:
        return str(person.key)
    return handles.sealed(person.citizen_id, quarter=quarter)


def _unnamed(person: Person) -> str:
    return f"Række {number(person.line)}" if person.line else "Borger med begrænset adgang"


def _why(person: Person) -> str:
    if person.standing == OFF_LIST_UNEXPLAINED:
        return OFF_LIST
    if person.standing == OFF_LIST_EXPLAINED:
        return person.reason
    if person.standing == RUNNING:
        return "Løbende ur"
    if person.standing == UNEXPLAINED and person.is_unread:
        return "Rækken kan ikke læses. Ret listen hos kilden, eller giv en grund"
    if person.standing == UNEXPLAINED:
        return "Ingen åben sag med ledighedsydelse på listens dag"
    return person.reason if person.standing == "begrundet" else EXEMPT[person.standing]


def sum_line(found: Coverage) -> str:
    """N on the list = N with a running clock + N exempt + N unexplained."""
    return (
        f"{number(found.on_list)} på listen = {number(found.running)} med løbende ur + "
        f"{number(found.exempt)} undtaget med grund + {number(found.unexplained)} "
        f"{'uforklaret' if found.unexplained == 1 else 'uforklarede'}"
    )


def off_list(found: Coverage) -> str:
    """Those beside the sum: they run here, and no list has them."""
    beside = size(found, "udenfor")
    if not beside:
        return ""
    who = counted(beside, "person", "personer")
    return (
        f"{who} har et løbende ur her og står ikke på listen; {number(found.off_list)} uden grund."
    )


def silent(latest: Sequence[Afstemning]) -> str:
    """The sources that have sent lists before, and none in the quarter."""
    if not latest:
        return ""
    who = ", ".join(f"{one.source.name} (senest {dates.long(one.list_day)})" for one in latest)
    return f"Ingen liste i kvartalet fra {who}. De tidligere lister er ikke talt med."


def restricted(found: Coverage) -> str:
    if not found.restricted:
        return ""
    who = counted(found.restricted, "person", "personer")
    return f"{who} med begrænset adgang er talt med og vises kun med rækkens nummer."


def tabs(shown: Shown, current: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": shown.url(key),
            "current": key == current,
            "count": number(size(shown.found, key)),
        }
        for key, (label, _) in GROUPS.items()
    ]


def size(found: Coverage, group: str) -> int:
    return sum(found.standings.get(one, 0) for one in GROUPS[group][1])


def pagination(shown: Shown, group: str, *, page: int, count: int) -> dict[str, Any] | None:
    return paging.ways(
        number=page,
        count=paging.pages_of(count, size=ROWS),
        total=counted(count, "person", "personer"),
        address=lambda side: f"{shown.url(group)}&side={side}",
    )


def summary(state: QuarterState) -> str:
    signed = state.signed
    if signed is None:
        return "Listen er afstemt; ikke underskrevet" if state.has_list else "Ingen liste afstemt"
    exempt = f"{number(signed.exempt)} undtaget"
    return (
        f"{number(signed.on_list)} på listen = {number(signed.running)} med løbende ur + {exempt}"
    )
