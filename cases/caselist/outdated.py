"""What a saved view or an old address asks for that can no longer be chosen: told in words."""

from collections.abc import Mapping
from typing import Any

from cases.caselist.filters import EVERYONE, MINE, NOBODY

NAMES = {
    "tilstand": "tilstanden",
    "sagsbehandler": "sagsbehandleren",
    "team": "teamet",
    "jobcenter": "jobcenteret",
}
ALWAYS = {"", MINE, EVERYONE, NOBODY}


def told(asked: Mapping[str, str], choices: Mapping[str, Any]) -> str:
    """Empty when all that is asked for can be chosen."""
    gone = [name for field, name in NAMES.items() if _is_gone(asked.get(field, ""), choices[field])]
    if not gone:
        return ""
    return (
        f"Et filter kan ikke længere vælges: {' og '.join(gone)}. "
        "Vælg et andet. Er det en gemt visning, så gem den igen, og slet den gamle."
    )


def _is_gone(value: str, offered: list[tuple[str, str]]) -> bool:
    """Nobody is offered until a jobcenter is chosen: then it cannot be told."""
    keys = {key for key, _ in offered}
    return bool(keys - ALWAYS) and value not in keys | ALWAYS
