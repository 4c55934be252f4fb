"""The acts that the page offers: who may do each, when, and what it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cases.access.rules import Act
from revurdering import forms, operations
from revurdering.models import Revurdering
from revurdering.queries import RoundLine
from revurdering.rules import Timeliness


@dataclass(frozen=True)
class PageAct:
    act: Act
    url_name: str
    heading: str
    button: str
    receipt: str
    form: type[forms.ActForm]
    is_open: Callable[[RoundLine], bool]
    carry_out: Callable[..., Revurdering]

    def arguments(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """Of the operation, from the form."""
        given = {"on": "dato", "outcome": "udfald", "reason": "aarsag"}
        return {name: cleaned[field] for name, field in given.items() if field in cleaned}


def _untouched(line: RoundLine) -> bool:
    record = line.record
    return record is None or not (record.handed_over_on or record.finished_on)


def _awaits_receipt(line: RoundLine) -> bool:
    return bool(line.record and line.record.handed_over_on and not line.record.received_on)


def _not_started(line: RoundLine) -> bool:
    return line.record is None or not (line.record.started_on or line.record.finished_on)


def _is_under_way(line: RoundLine) -> bool:
    return bool(line.record and not line.record.finished_on)


def _is_late(line: RoundLine) -> bool:
    return Timeliness.LATE in (line.started.verdict, line.finished.verdict)


HAND_OVER = PageAct(
    Act.HAND_OVER_REVURDERING, "sag_revurdering_overdrag", "Overdraget til {team}",
    "Registrér overdragelsen", "Overdragelsen er gemt.", forms.HandOverForm, _untouched,
    operations.hand_over,
)  # fmt: skip
RECEIVE = PageAct(
    Act.RECEIVE_REVURDERING, "sag_revurdering_modtag", "Modtaget af {team}",
    "Registrér modtagelsen", "Modtagelsen er gemt.", forms.ReceiveForm, _awaits_receipt,
    operations.receive,
)  # fmt: skip
START = PageAct(
    Act.START_REVURDERING, "sag_revurdering_paabegynd", "Påbegyndt",
    "Påbegynd revurdering", "Revurderingen er påbegyndt.", forms.StartForm, _not_started,
    operations.start,
)  # fmt: skip
FINISH = PageAct(
    Act.FINISH_REVURDERING, "sag_revurdering_afslut", "Afsluttet",
    "Afslut revurdering", "Revurderingen er afsluttet.", forms.FinishForm, _is_under_way,
    operations.finish,
)  # fmt: skip
EXPLAIN = PageAct(
    Act.EXPLAIN_LATENESS, "sag_revurdering_aarsag", "Årsag til forsinkelse",
    "Gem årsagen", "Årsagen er gemt.", forms.ReasonForm, _is_late,
    operations.give_lateness_reason,
)  # fmt: skip

ACTS = (START, HAND_OVER, RECEIVE, FINISH, EXPLAIN)
