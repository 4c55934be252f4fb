"""What was written on a case while a CPR number that was not its citizen's stood on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.casefile.models import Case
from cases.citizens.models import Citizen, CprWithdrawal, Inhabilitet
from cases.overview import events, registry, versions
from cases.overview.events import Event

SHOWN = 20
READ = 500  # of the newest versions: a mistake is seldom long about being seen
WHO_THEY_ARE = (Citizen, Inhabilitet)  # said by no list

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Withdrawn:
    """`events` newest first; `are_more`: the history has some that are not among them."""

    at: datetime
    by: str
    reason: str
    events: list[Event]
    are_more: bool


def withdrawals(case: Case) -> list[Withdrawn]:
    """Newest first. One query when nothing was ever withdrawn."""
    found = CprWithdrawal.objects.filter(number__citizen=case.citizen_id)
    withdrawn = list(found.select_related("withdrawn_by"))
    rows = _written(case) if withdrawn else []
    return [_told(one, rows) for one in withdrawn]


def _written(case: Case) -> list[Row]:
    sources = registry.event_sources()
    return [
        row
        for row in versions.versions(case)[:READ]
        if sources[row["place"]].model not in WHO_THEY_ARE
    ]


def _told(withdrawal: CprWithdrawal, rows: Sequence[Row]) -> Withdrawn:
    meanwhile = [
        row
        for row in rows
        if row["history_date"] < withdrawal.at
        and (withdrawal.stood_from is None or row["history_date"] > withdrawal.stood_from)
    ]
    return Withdrawn(
        at=withdrawal.at,
        by=withdrawal.withdrawn_by.name,
        reason=withdrawal.reason,
        events=events.headlines(meanwhile[:SHOWN]),
        are_more=len(meanwhile) > SHOWN or len(rows) == READ,
    )
