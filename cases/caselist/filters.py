"""Which cases the list shows and in what order: read from the URL, written back to it. Pure."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from cases import whole_numbers

STATES = {
    "over": "Over fristen",
    "til-teamet": "Til teamet før 12 mdr.",
    "uge": "Forfalder inden for 7 dage",
    "30": "Forfalder inden for 30 dage",
    "ikke-begyndt": "Revurdering ikke påbegyndt",
    "flyttet": "Flyttede frister (30 dage)",
    "uden": "Uden sagsbehandler",
    "ufordelte": "Ufordelte",
    "lukkede": "Lukkede sager",
}
# What a state was called in addresses that are bookmarked or saved.
RENAMED = {"10-12": "til-teamet"}
SORTS = {"frist": "Næste frist", "navn": "Borger", "nr": "Sag", "mdr": "Måneder"}
PAGE_SIZES = (50, 100, 200)
MINE, EVERYONE, NOBODY = "mine", "alle", "ingen"
DEFAULTS = {"sorter": "frist", "antal": "50", "side": "1"}


@dataclass(frozen=True)
class Filters:
    """An unreadable value is no filter: the address may come from an old bookmark."""

    jobcenter: str = ""
    team: str = ""
    sagsbehandler: str = MINE
    tilstand: str = ""
    sorter: str = "frist"
    antal: int = PAGE_SIZES[0]
    side: int = 1

    def query(self, *, default_caseworker: str, **changed: str | int) -> str:
        """The address without what is the default; any change but of page returns to page 1."""
        values = {"side": 1} if changed else {}
        chosen = replace(self, **{**values, **changed})  # type: ignore[arg-type]
        pairs = {name: str(value) for name, value in vars(chosen).items() if value}
        kept = {name: value for name, value in pairs.items() if DEFAULTS.get(name) != value}
        if kept.get("sagsbehandler") == default_caseworker:
            del kept["sagsbehandler"]
        return f"?{urlencode(kept)}" if kept else "?"


def read(
    values: Mapping[str, str], *, default_caseworker: str, known_states: Container[str] = STATES
) -> Filters:
    sort, size = values.get("sorter", ""), values.get("antal", "")
    state, caseworker = values.get("tilstand", ""), values.get("sagsbehandler", "")
    state = RENAMED.get(state, state)
    known = caseworker in (MINE, EVERYONE, NOBODY) or bool(_digits(caseworker))
    return Filters(
        jobcenter=_digits(values.get("jobcenter", "")),
        team=_digits(values.get("team", "")),
        sagsbehandler=caseworker if known else default_caseworker,
        tilstand=state if state in known_states else "",
        sorter=sort if sort in SORTS else "frist",
        antal=int(size) if size in map(str, PAGE_SIZES) else PAGE_SIZES[0],
        side=max(1, int(_digits(values.get("side", "")) or 1)),
    )


def _digits(text: str) -> str:
    return text if whole_numbers.is_one(text, digits=9) else ""
