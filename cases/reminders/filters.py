"""What the inbox shows and in what order: read from the address, written back to it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from cases import whole_numbers
from cases.reminders.rules import TASKS

UNREAD, READ, ALL = "ulaeste", "laeste", "alle"
SHOWN = {UNREAD: "Ulæste", READ: "Læste", ALL: "Alle"}
KINDS = {kind.value: task for kind, task in TASKS.items()}
SORTS = {"nyeste": "Fået", "frist": "Dato"}
DEFAULTS = {"vis": UNREAD, "sorter": "nyeste", "side": "1"}


@dataclass(frozen=True)
class Filters:
    """An unreadable value is no filter: the address may come from an old bookmark."""

    vis: str = UNREAD
    art: str = ""
    sorter: str = "nyeste"
    side: int = 1

    def query(self, **changed: str | int) -> str:
        """The address without what is the default; any change but of page returns to page 1."""
        values = {"side": 1} if changed else {}
        chosen = replace(self, **{**values, **changed})  # type: ignore[arg-type]
        pairs = {name: str(value) for name, value in vars(chosen).items() if value}
        kept = {name: value for name, value in pairs.items() if DEFAULTS.get(name) != value}
        return f"?{urlencode(kept)}" if kept else "?"


def read(values: Mapping[str, str]) -> Filters:
    shown, kind = values.get("vis", ""), values.get("art", "")
    sort, page = values.get("sorter", ""), whole_numbers.read(values.get("side", ""), digits=6)
    return Filters(
        vis=shown if shown in SHOWN else UNREAD,
        art=kind if kind in KINDS else "",
        sorter=sort if sort in SORTS else "nyeste",
        side=max(1, page or 1),
    )
