"""What the revurdering adds to the pages of a case. Called once, from `AppConfig.ready()`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from cases.access.rules import Act
from cases.caselist.registry import ListState, register_state
from cases.danish import dates
from cases.nextsteps.registry import register_progress, register_times_moved
from cases.overview.registry import (
    CaseAction,
    CaseTab,
    EventSource,
    register_action,
    register_event_source,
    register_notices,
    register_tab,
)
from cases.reminders.registry import register_acts
from revurdering import my_day, notices, queries
from revurdering.models import Revurdering
from revurdering.progress import explanations, progress, times_moved


def register() -> None:
    register_progress(progress)
    register_times_moved(times_moved)
    register_acts(explanations)
    register_notices(notices.lost_rounds)
    register_state(ListState("runde", "Runden findes ikke længere", queries.lost_its_round))
    my_day.register()
    register_tab(CaseTab("Revurdering", "sag_revurdering", order=30))
    register_action(
        CaseAction(
            "Gå til revurdering",
            "sag_revurdering",
            Act.SEE_CASE,
            key="R R",
            shortcut="r r",
            order=10,
        )
    )
    register_event_source(
        EventSource(
            Revurdering,
            "Revurdering",
            lambda case: Q(citizen_id=case.citizen_id),
            labels={"handed_over_on": "overdraget", "outcome": "udfald"},
            named=_named,
        )
    )


def _named(facts: Mapping[str, Any]) -> str:
    if facts["round"] is not None:
        return f"runde {facts['round']}"
    return f"uden runde, 12 måneder den {dates.long(date.fromisoformat(facts['opened_for']))}"
