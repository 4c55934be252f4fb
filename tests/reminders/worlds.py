"""Small worlds for the oracle: built in the database, and lived through day by day.

What happens goes to both sides: to the operations that a person or a night would use, and, once
they have accepted it, to the plain picture in `expected`. Every name and number is unique, so that
none can hide in what is told.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine
from django.db import transaction

from cases.access.own_cpr import NotTheNumberEnteredBefore, register_own_cpr
from cases.access.viewer import viewer_for
from cases.casefile import operations as casefile
from cases.casefile.models import Case
from cases.citizens import cpr
from cases.findings import operations as findings
from cases.findings.models import Move
from cases.history import Actor, change
from cases.people import operations as people
from cases.people.models import Employee
from cases.periods import operations as periods
from cases.periods.models import Period
from cases.reminders import operations
from cases.reminders.models import Deputy
from revurdering import operations as revurdering
from revurdering import queries as revurderinger
from revurdering.models import Revurdering
from tests import factories
from tests.factories import TEST
from tests.reminders import expected
from tests.reminders.picture import DAY, Life, Record, World
from tests.reminders.scripts import CASEWORKERS, STAFF, Script

NIGHT = Actor.job("nat")
REFUSALS = (
    revurdering.NoRoundToAssess,
    revurdering.BeforeTheRound,
    revurdering.OutOfOrder,
    revurdering.MovedTooLate,
    revurdering.MoveGivesNothing,
    revurdering.NoDayToMove,
    revurdering.NotLate,
    revurdering.NothingToCorrect,
    revurdering.NotYetStarted,
    revurdering.AlreadyDone,
    casefile.NotACaseworkerThere,
    people.AlreadyDeactivated,
    periods.PeriodOverlaps,
    periods.PeriodEndsBeforeStart,
    periods.NothingChanged,
)


class Lived:
    """A script in the database, and in `world`, whose book is what must have been told."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.world = World(script.roles, script.lives, script.deputies)
        self.staff: dict[str, Employee] = {}
        self.cases: list[Case] = []
        self.secrets: set[str] = set()
        self._build()

    def live(self) -> None:
        finished = self.script.start - DAY
        for offset in range(self.script.length + 1):
            today = self.script.start + timedelta(days=offset)
            if offset in self.script.awake:
                self._night(
                    today, [finished + DAY * n for n in range(1, (today - finished).days + 1)]
                )
                finished = today
            with time_machine.travel(at_ten(today), tick=False):
                for _, act, case, who, number in [
                    one for one in self.script.acts if one[0] == offset
                ]:
                    self._act(act, case, who, number, today)

    def _night(self, today: date, days: list[date]) -> None:
        with transaction.atomic():
            findings.recompute_many(
                citizen_ids=[case.citizen_id for case in self.cases],
                as_of=today,
                actor=NIGHT,
                causes="Nat",
            )
        for day in days:
            operations.plan(day=day, actor=NIGHT)
            expected.night(self.world, today=today, day=day)

    # --- building ---

    def _build(self) -> None:
        places = {name: factories.make_jobcenter(f"Jobcenter {name}") for name in "AB"}
        for serial, who in enumerate(STAFF):
            name = f"Medarbejder{who}zq{serial}"
            self.staff[who] = factories.make_employee(name, role=None, own_cpr=False)
            self.secrets |= {name.lower(), f"{name}@".lower()}
        for one in self.script.roles:
            factories.give_role(
                self.staff[one.who],
                one.role,
                jobcenter=places.get(one.jobcenter or ""),
                valid_from=one.first,
                valid_to=one.end,
                approved=one.approved,
            )
        for life in self.script.lives:
            self.cases.append(self._case(life, places))
        for one in self.script.deputies:
            with change(actor=TEST):
                Deputy.objects.create(
                    employee=self.staff[one.who],
                    deputy=self.staff[one.deputy],
                    start=one.first,
                    end=one.end,
                )

    def _case(self, life: Life, places: dict) -> Case:
        name, number = (
            f"Borger{life.number}Kanarie{life.number}xq",
            factories.make_cpr(7000 + life.number),
        )
        self.secrets |= {*name.lower().split(), number, number.replace("-", "")}
        citizen = factories.make_citizen(name, cpr_number=number, protected=life.restricted)
        for who in life.own_case_of:
            try:
                register_own_cpr(employee=self.staff[who], number=cpr.parse(number))
            except NotTheNumberEnteredBefore:
                life.own_case_of = set()
        case = factories.make_case(
            citizen=citizen,
            owner=self.staff[life.caseworker] if life.caseworker else None,
            jobcenter=places[life.jobcenter],
            opened_on=date(2023, 7, 1),
        )
        for kind, start, end in life.rows:
            factories.make_period(citizen, start, end and end - DAY, kind=kind)
        with transaction.atomic():
            findings.recompute_many(
                citizen_ids=[citizen.pk], as_of=self.script.start, actor=TEST, causes="prøve"
            )
        life.computed_for = self.script.start
        return case

    # --- acting ---

    def _act(self, act: str, place: int, who: str, number: int, today: date) -> None:
        case, life = self.cases[place], self.script.lives[place]
        case.refresh_from_db()
        if not life.is_open:
            return
        actor = Actor.employee(self.staff[who])
        try:
            with transaction.atomic():
                getattr(self, f"_{act}")(case, life, who, actor, number, today)
        except REFUSALS:
            pass

    def _revurdering(self, case, today, operation, **more):
        """With the version that the form would have been shown with."""
        in_hand = revurderinger.round_in_hand(case=case, as_of=today)
        version = self._version(case, in_hand.number) if in_hand else None
        operation(case=case, as_of=today, actor=TEST, version=version, **more)

    def _version(self, case, number):
        versions = Revurdering.objects.filter(citizen=case.citizen_id, round=number)
        return versions.values_list("version", flat=True).first()

    def _record(self, life: Life, today: date) -> Record:
        found = expected.round_in_hand(life, today)
        assert found is not None, "an act was accepted on a round that is not there"
        record = life.record_of(found[0])
        if record is None:
            assert found[3] is not None
            record = Record(opened_for=found[3], round=found[0])
            life.records.append(record)
        return record

    def _hand_over(self, case, life, who, actor, number, today):
        self._revurdering(case, today, revurdering.hand_over, on=today)
        self._record(life, today).handed_over = True

    def _start(self, case, life, who, actor, number, today):
        self._revurdering(case, today, revurdering.start, on=today)
        self._record(life, today).started = True

    def _finish(self, case, life, who, actor, number, today):
        self._revurdering(case, today, revurdering.finish, on=today, outcome="fortsat_ret")
        self._record(life, today).finished = True

    def _lapse(self, case, life, who, actor, number, today):
        self._revurdering(case, today, revurdering.finish, on=today, outcome="bortfaldet")
        self._record(life, today).finished = True

    def _explain(self, case, life, who, actor, number, today):
        reason = f"Grund {number}"
        in_hand = revurderinger.round_in_hand(case=case, as_of=today)
        if in_hand is None:
            return
        revurdering.give_lateness_reason(
            case=case, number=in_hand.number, reason=reason, as_of=today, actor=TEST,
            version=self._version(case, in_hand.number),
        )  # fmt: skip
        record = self._record(life, today)
        if record.reason != reason:
            record.reason, record.explained_on = reason, today

    def _move_in(self, case, life, who, actor, number, today):
        """Registered; the next time withdrawn."""
        in_hand = revurderinger.round_in_hand(case=case, as_of=today)
        if in_hand is None:
            return
        version = self._version(case, in_hand.number)
        given = {"case": case, "number": in_hand.number, "as_of": today, "actor": TEST}
        known = expected.round_in_hand(life, today)
        standing = life.record_of(known[0]) if known else None
        if standing and standing.moved_on:
            revurdering.withdraw_tilflytning(**given, version=version, reason="Fejl")
            standing.moved_on = None
            if not (
                standing.handed_over or standing.started or standing.finished or standing.reason
            ):
                life.records.remove(standing)
            return
        on = today - timedelta(days=abs(number))
        revurdering.register_tilflytning(**given, version=version, on=on, why="Sagen kom sent")
        self._record(life, today).moved_on = on

    def _reassign(self, case, life, who, actor, number, today):
        who = CASEWORKERS[number % len(CASEWORKERS)]
        report = casefile.reassign_cases(
            cases=[case], to=self.staff[who], actor=TEST, reason="Fordeling", as_of=today
        )
        if report.moved:
            life.caseworker, life.handed_over_on = who, today

    def _correct(self, case, life, who, actor, number, today):
        """The first period begins some days later or earlier."""
        kind, start, end = life.rows[0]
        period = Period.objects.get(citizen=case.citizen_id, start=start)
        latest = Move.objects.order_by("-id").values_list("id", flat=True).first() or 0
        moved_to = start + timedelta(days=number)
        periods.correct_period(
            period_id=period.pk,
            version=period.version,
            kind=kind,
            start=moved_to,
            end=end,
            actor=actor,
            as_of=today,
        )
        expected.correct(life, [(kind, moved_to, end), *life.rows[1:]], by=who, on=today)
        for move in Move.objects.filter(id__gt=latest):
            move.pk, move.recorded_at = None, at_ten(today)
            move.save(force_insert=True)

    def _close(self, case, life, who, actor, number, today):
        casefile.close_case(
            case=case, closed_on=today, reason="Flyttet", version=case.version, actor=TEST
        )
        life.is_open = False

    def _read(self, case, life, who, actor, number, today):
        viewer = viewer_for(self.staff[who], as_of=today)
        operations.mark_read(viewer=viewer, at=at_ten(today))
        expected.read_inbox(self.world, who=who, today=today)

    def _leave(self, case, life, who, actor, number, today):
        people.deactivate(employee=self.staff[who], reason="Fratrådt", actor=TEST)
        self.world.left.add(who)

    def _return(self, case, life, who, actor, number, today):
        """Earlier than they said."""
        for standing in Deputy.objects.filter(employee=self.staff[who]).in_place(as_of=today):
            operations.end_deputy(deputy=standing, as_of=today, actor=TEST)
        for one in self.world.deputies:
            if one.who == who and one.first <= today < one.end:
                one.end = today

    def _bar(self, case, life, who, actor, number, today):
        if who not in life.inhabile:
            factories.make_inhabil(self.staff[who], case.citizen)
            life.inhabile.add(who)


def at_ten(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
