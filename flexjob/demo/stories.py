"""What happens to a few citizens, so that every state of every page occurs: each by an operation."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from cases.casefile import operations as casefile
from cases.casefile.models import Case
from cases.casefile.queries import pending_correction
from cases.citizens import cpr, restrictions
from cases.citizens.models import Inhabilitet
from cases.citizens.operations import add_cpr_number
from cases.history import Actor, change
from cases.people.models import Employee
from cases.periods import operations as periods
from cases.periods.models import Period
from flexjob.demo.citizens import Person
from flexjob.demo.guard import ACTOR
from flexjob.demo.organisation import Unit
from revurdering.models import Revurdering

A_DAY = timedelta(days=1)


@dataclass
class Stories:
    """Takes its cases from the front of a shuffled list, so that no two stories meet."""

    cases: list[Case]
    units: Sequence[Unit]
    rng: random.Random
    as_of: date

    def tell(self, *, anne: Employee, anne_herself: Person) -> None:
        self.rng.shuffle(self.cases)
        self._own_case(self._take(unit=self.units[0]), anne_herself)
        self._restricted()
        self._inhabile(anne)
        self._corrections()
        self._new_numbers()
        self._leave()
        self._ended_earlier()
        self._handed_over()

    def lose_rounds(self, records: Sequence[Revurdering], *, count: int) -> None:
        """The periods are corrected so that the round of the revurdering is never reached."""
        found = ((record, _only_open_period(record.case)) for record in records)
        unbroken = ((record, period) for record, period in found if period is not None)
        for record, period in islice(unbroken, count):
            periods.correct_period(
                period_id=period.pk,
                version=period.version,
                kind=period.kind,
                start=period.start,
                end=period.start + timedelta(days=190),
                reason="Ydelsen var stoppet",
                actor=self._actor(record.case),
                as_of=self.as_of,
            )

    def _own_case(self, case: Case, person: Person) -> None:
        """Anne is a citizen too; the case is closed to her alone."""
        with change(actor=ACTOR):
            case.citizen.name = person.name
            case.citizen.save(update_fields=["name"])
        number = cpr.parse(person.digits)
        add_cpr_number(citizen=case.citizen, cpr=number, valid_from=self.as_of, actor=ACTOR)

    def _restricted(self) -> None:
        for number in range(12):
            case = self._take()
            restrictions.mark_restricted(
                citizen=case.citizen,
                is_protected=number % 3 != 0,
                is_colleague=number % 3 == 0,
                version=case.citizen.version,
                actor=self._actor(case),
            )

    def _inhabile(self, anne: Employee) -> None:
        """Anne's own word, a teamchef's, and one that the leader of another jobcenter lifted."""
        here, there = self.units[0], self.units[1]
        self._inhabil(anne, by=anne, reason="Vi er naboer")
        self._inhabil(here.caseworkers[1][0], by=here.leader, reason="Gift med borgerens søster")
        lifted = self._inhabil(
            here.caseworkers[2][0], by=here.leader, reason="Gammel skolekammerat"
        )
        restrictions.lift_inhabilitet(
            inhabilitet=lifted, lifted_by=there.leader, reason="Ingen kontakt i 20 år"
        )

    def _inhabil(self, employee: Employee, *, by: Employee, reason: str) -> Inhabilitet:
        citizen = self._take(unit=self.units[0]).citizen
        return restrictions.register_inhabilitet(
            employee=employee, citizen=citizen, registered_by=by, reason=reason
        )

    def _corrections(self) -> None:
        """Three wait in Musvågevej, one was approved, one refused."""
        unit = self.units[0]
        for number in range(5):
            case = self._take(unit=unit, dated=True)
            proposer = case.caseworker or unit.caseworkers[0][0]
            casefile.propose_visitationsdato_correction(
                case=case,
                new_date=(case.visitationsdato or self.as_of) - timedelta(days=number + 1),
                reason="Afgørelsen i sagen har en anden dato",
                proposed_by=proposer,
            )
            self._decide(case, unit.leader, number)

    def _decide(self, case: Case, leader: Employee, number: int) -> None:
        correction = pending_correction(case)
        if correction is not None and number == 3:
            casefile.approve_visitationsdato_correction(correction=correction, decided_by=leader)
        elif correction is not None and number == 4:
            casefile.refuse_visitationsdato_correction(
                correction=correction, decided_by=leader, reason="Datoen i sagen er rigtig"
            )

    def _new_numbers(self) -> None:
        for serial in range(4):
            citizen = self._take().citizen
            number = cpr.parse(f"{61 + serial}0171-39{serial:02d}")
            add_cpr_number(citizen=citizen, cpr=number, valid_from=self.as_of, actor=ACTOR)

    def _leave(self) -> None:
        """Barsel or sorgorlov told late: the dates move."""
        for number in range(14):
            case = self._take(open_period=True)
            period = _only_open_period(case)
            if period is None:
                continue
            first = max(period.start, self.as_of - timedelta(days=self.rng.randint(90, 200)))
            kind = Period.Kind.SORGORLOV if number % 4 == 0 else Period.Kind.BARSEL
            periods.register_period(
                citizen=case.citizen,
                kind=kind,
                start=first,
                end=min(first + timedelta(days=84), self.as_of) + A_DAY,
                actor=self._actor(case),
                as_of=self.as_of,
            )

    def _ended_earlier(self) -> None:
        for _ in range(8):
            case = self._take(open_period=True)
            period = _only_open_period(case)
            if period is None:
                continue
            length = max((self.as_of - period.start).days - self.rng.randint(20, 60), 5)
            periods.correct_period(
                period_id=period.pk,
                version=period.version,
                kind=period.kind,
                start=period.start,
                end=period.start + timedelta(days=length),
                reason="Rettet efter lønseddel",
                actor=self._actor(case),
                as_of=self.as_of,
            )

    def _handed_over(self) -> None:
        for unit in self.units:
            cases = [self._take(unit=unit) for _ in range(3)]
            casefile.reassign_cases(
                cases=cases,
                to=unit.caseworkers[1][0],
                actor=Actor.employee(unit.leader),
                reason="Omfordeling efter ferie",
                as_of=self.as_of,
            )

    def _take(
        self, *, unit: Unit | None = None, dated: bool = False, open_period: bool = False
    ) -> Case:
        for place, case in enumerate(self.cases):
            here = unit is None or case.jobcenter_id == unit.jobcenter.pk
            fits = here and (case.visitationsdato or not dated)
            if fits and (not open_period or _only_open_period(case)):
                return self.cases.pop(place)
        raise LookupError("Der er for få sager til demoens historier")

    def _actor(self, case: Case) -> Actor:
        return Actor.employee(case.caseworker) if case.caseworker else ACTOR


def _only_open_period(case: Case) -> Period | None:
    """The ledighedsydelse that goes on, where nothing lies within it."""
    rows = Period.objects.standing().filter(citizen=case.citizen_id).order_by("start")
    latest = rows.last()
    is_open = latest and latest.kind == Period.Kind.LEDIGHEDSYDELSE and latest.end is None
    return latest if is_open else None
