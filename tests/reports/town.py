"""Citizens in known places of their rounds, as the month status sees them on TODAY.

Unbroken from 15 March 2025: 12 months on 14 March 2026, 18 on 14 September 2026.
"""

from dataclasses import dataclass, field
from datetime import date

from cases.casefile.models import Case
from cases.history import change
from cases.people.models import Employee
from revurdering.models import Revurdering
from tests.factories import TEST, TODAY, make_revurdering, make_running_case

M12, M18 = date(2026, 3, 14), date(2026, 9, 14)
BEGUN = date(2025, 3, 15)


@dataclass
class Town:
    owner: Employee
    cases: dict[str, Case] = field(default_factory=dict)

    def citizen(
        self,
        name: str,
        *,
        since: date = BEGUN,
        last: date | None = None,
        started_on: date | None = None,
        finished_on: date | None = None,
        protected: bool = False,
        closed_on: date | None = None,
        owner: Employee | None = None,
        unassigned: bool = False,
    ) -> Case:
        case = make_running_case(
            name,
            since,
            last,
            protected=protected,
            owner=None if unassigned else owner or self.owner,
            closed_on=closed_on,
        )
        if started_on or finished_on:
            make_revurdering(case, opened_for=M12, started_on=started_on, finished_on=finished_on)
        self.cases[name] = case
        return case

    def record(self, name: str) -> Revurdering:
        return Revurdering.objects.get(case=self.cases[name])

    def explain(self, name: str, reason: str = "Ventede på attest") -> None:
        record = self.record(name)
        record.lateness_reason = reason
        with change(actor=TEST):
            record.save(update_fields=["lateness_reason"])


def make_town(owner: Employee) -> Town:
    """In November 2026: one of each kind that a status tells apart."""
    town = Town(owner)
    november = date(2026, 11, 5)
    town.citizen("Aa Overskredet")
    town.citizen("Bb Påbegyndt i tide", started_on=date(2026, 3, 1))
    town.citizen("Cc Afsluttet i tide", started_on=date(2026, 3, 1), finished_on=M18)
    town.citizen("Dd Afsluttet sent", started_on=M12, finished_on=november)
    town.citizen("Ee Forfalder", since=date(2025, 12, 1))
    town.citizen("Ff Forfalden", since=date(2025, 11, 10), started_on=date(2026, 11, 9))
    town.citizen("Gg Sent begyndt", since=date(2025, 11, 10), started_on=TODAY)
    town.citizen("Hh Til tiden", since=date(2025, 6, 1), started_on=M18, finished_on=november)
    town.citizen("Ii Ny", since=date(2026, 9, 1), unassigned=True)
    town.citizen("Jj Beskyttet", protected=True)
    town.citizen("Kk Lukket", closed_on=date(2026, 10, 1))
    return town
