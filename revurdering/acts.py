"""The acts that the page offers: who may do each, when, and what it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cases.access.rules import Act
from revurdering import forms, operations
from revurdering.models import Revurdering
from revurdering.queries import RoundLine


@dataclass(frozen=True)
class PageAct:
    """`name` stands in the address; `step` is the field that the act writes a day in, and whoever
    may do the act may correct that day and take it back."""

    act: Act
    name: str
    heading: str
    button: str
    receipt: str
    form: type[forms.ActForm]
    is_open: Callable[[RoundLine], bool]
    carry_out: Callable[..., Revurdering]
    step: str
    correction: type[forms.CorrectionForm] = forms.CorrectionForm

    @property
    def url_name(self) -> str:
        return f"sag_revurdering_{self.name}"

    @property
    def correction_url_name(self) -> str:
        return f"{self.url_name}_ret"

    @property
    def undo_url_name(self) -> str:
        return f"{self.url_name}_fortryd"

    def arguments(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """Of the operation, from the form."""
        given = {"on": "dato", "outcome": "udfald"}
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


START = PageAct(
    Act.START_REVURDERING, "paabegynd", "Påbegyndt",
    "Påbegynd revurdering", "Revurderingen er påbegyndt.",
    forms.DayForm, _not_started, operations.start, "started_on",
)  # fmt: skip
HAND_OVER = PageAct(
    Act.HAND_OVER_REVURDERING, "overdrag", "Overdraget til {team}",
    "Registrér overdragelsen", "Overdragelsen er gemt.",
    forms.DayForm, _untouched, operations.hand_over, "handed_over_on",
)  # fmt: skip
RECEIVE = PageAct(
    Act.RECEIVE_REVURDERING, "modtag", "Modtaget af {team}",
    "Registrér modtagelsen", "Modtagelsen er gemt.",
    forms.DayForm, _awaits_receipt, operations.receive, "received_on",
)  # fmt: skip
FINISH = PageAct(
    Act.FINISH_REVURDERING, "afslut", "Afsluttet",
    "Afslut revurdering", "Revurderingen er afsluttet.",
    forms.FinishForm, _is_under_way, operations.finish, "finished_on", forms.FinishCorrectionForm,
)  # fmt: skip

ACTS = (START, HAND_OVER, RECEIVE, FINISH)
BY_STEP = {act.step: act for act in ACTS}
