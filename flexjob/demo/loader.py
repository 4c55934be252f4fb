"""Loads the whole demo in one transaction: killed midway it leaves nothing.

1. Organisation and employees, by the operations of the pages.
2. Citizens, cases and periods, in bulk with their history.
3. Findings; then revurderinger of the rounds found, so many in time.
4. Stories: what the bulk cannot tell, each by its own operation.
5. The next step of everyone.
6. The reminders of the latest nights, as the nights would have told them.
7. The status of the months behind us.
8. The day, begun by the accounts that are shown.
9. A recovery and a saved list of quality control.
10. A list from the payment system, sent and not yet reconciled.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cases.casefile.models import Case
from cases.citizens.models import Citizen
from cases.deadlines.marks import Round, marks_for
from cases.findings import operations as findings
from cases.findings.queries import rules_in_use
from cases.history import change
from cases.nextsteps import operations as nextsteps
from cases.reminders import operations as reminders
from cases.reminders.models import Deputy
from flexjob.demo import afstemning, casework, citizens, days, figures, months, oversight, waiting
from flexjob.demo.citizens import People, Person
from flexjob.demo.guard import ACTOR
from flexjob.demo.lives import EXACT, Life, Teller
from flexjob.demo.organisation import Builder, Unit
from flexjob.demo.stories import Stories
from flexjob.demo.timeliness import Clerk, save
from revurdering.models import Revurdering

SEED = 74
ROUNDS_LOST = 4
NIGHTS = 2
Progress = Callable[[str], None]


@dataclass
class Loaded:
    citizens: int
    cases: int
    revurderinger: int
    judged: int


@dataclass
class Demo:
    as_of: date
    now: datetime
    percent_in_time: int
    say: Progress = lambda line: None
    seed: int = SEED
    scale: float = 1.0

    def load(self) -> Loaded:
        self.unemployed = round(figures.ON_LEDIGHEDSYDELSE * self.scale)
        self.working = round(figures.IN_FLEKSJOB * self.scale)
        self.former = round(figures.FORMER * self.scale)
        self.rng = random.Random(self.seed)  # noqa: S311  the same demo every time is the point
        self.people = People(rng=self.rng, as_of=self.as_of)
        with change(actor=ACTOR, reason="Demo"):
            builder, units = self._organisation()
            persons, lives = self._lives()
            cases = self._cases(persons, lives, units)
            records = self._revurderinger(cases, lives)
            self._stories(builder, units, cases, records)
            nextsteps.refresh()
            self._nights(units)
            self.say("månedsstatus")
            months.report(units, as_of=self.as_of, kontrol="kaj.kontrol")
            self.say("dagen i dag")
            days.begin(units[0], as_of=self.as_of)
            oversight.begin(units[0], as_of=self.as_of)
            self.say("en liste at afstemme")
            afstemning.send_a_list(self.people, as_of=self.as_of)
        return Loaded(len(persons), len(cases), len(records), self.judged)

    def _organisation(self) -> tuple[Builder, list[Unit]]:
        self.say("organisation og medarbejdere")
        builder = Builder(rng=self.rng, people=self.people, as_of=self.as_of, now=self.now)
        units = builder.build()
        waiting.fill(builder, units)
        return builder, units

    def _lives(self) -> tuple[list[Person], list[Life]]:
        teller = Teller(rng=self.rng, as_of=self.as_of)
        persons = [
            *self.people.many(
                self.unemployed,
                women=figures.WOMEN_ON_LEDIGHEDSYDELSE,
                over_50=figures.OVER_50_ON_LEDIGHEDSYDELSE,
            ),
            *self.people.many(
                self.working,
                women=figures.WOMEN_IN_FLEKSJOB,
                over_50=figures.OVER_50_IN_FLEKSJOB,
            ),
            *self.people.many(self.former, women=0.6, over_50=0.8),
        ]
        lives = [
            *teller.on_ledighedsydelse(self.unemployed),
            *teller.in_fleksjob(self.working),
            *teller.former(self.former),
        ]
        return persons, lives

    def _cases(
        self, persons: Sequence[Person], lives: Sequence[Life], units: list[Unit]
    ) -> list[Case]:
        self.say(f"{len(persons)} borgere, deres sager og perioder")
        saved: list[Citizen] = citizens.save(persons, as_of=self.as_of)
        cases = casework.open_cases(saved, lives, units, self.rng)
        casework.save_periods(saved, lives)
        former = len(cases) - self.former
        casework.close_former(cases[former:], lives[former:], self.rng)
        moving = [case for case in cases[:former] if case.jobcenter == units[1].jobcenter][:8]
        casework.move_away(moving, to=units[2].jobcenter, as_of=self.as_of)
        self.say("frister")
        ids = [citizen.pk for citizen in saved]
        findings.recompute_many(
            citizen_ids=ids, as_of=self.as_of, actor=ACTOR, causes="Demo indlæst"
        )
        return cases

    def _revurderinger(self, cases: Sequence[Case], lives: Sequence[Life]) -> list[Revurdering]:
        self.say(f"revurderinger, {self.percent_in_time} pct. til tiden")
        rule_set = rules_in_use()
        found: list[tuple[Case, list[Round]]] = [
            (case, marks_for([row.as_benefit() for row in life], as_of=self.as_of, rules=rule_set))
            for case, life in zip(cases, lives, strict=True)
        ]
        clerk = Clerk(self.rng, self.as_of)
        records = clerk.records(found, percent=self.percent_in_time)
        self.judged = clerk.judged
        save(records)
        return records

    def _stories(
        self,
        builder: Builder,
        units: list[Unit],
        cases: Sequence[Case],
        records: Sequence[Revurdering],
    ) -> None:
        self.say("rettelser og særlige sager")
        assessed = {record.citizen_id for record in records}
        on_a_mark = {case.citizen_id for case in cases[: len(EXACT)]}
        everyone = Case.objects.open().order_by("pk")
        free = [
            case
            for case in everyone.select_related("citizen", "caseworker", "jobcenter")
            if case.citizen_id not in assessed | on_a_mark
        ]
        anne = units[0].caseworkers[0][0]
        stories = Stories(free, units, self.rng, self.as_of)
        stories.tell(anne=anne, anne_herself=builder.persons[anne.username])
        stories.lose_rounds(self._first_rounds(records), count=ROUNDS_LOST)

    def _nights(self, units: list[Unit]) -> None:
        """One caseworker is away, so that the demo has somebody who is told in another's place."""
        self.say("påmindelser")
        away, present = units[0].caseworkers[1][0], units[0].caseworkers[2][0]
        week = timedelta(days=7)
        Deputy.objects.create(
            employee=away, deputy=present, start=self.as_of - week, end=self.as_of + week
        )
        for days_ago in reversed(range(NIGHTS)):
            reminders.plan(day=self.as_of - timedelta(days=days_ago), actor=ACTOR)

    def _first_rounds(self, records: Sequence[Revurdering]) -> list[Revurdering]:
        """Of citizens whose case is open and who have one record only."""
        of_case = Counter(record.case_id for record in records)
        single = [
            record for record in records if record.round == 1 and of_case[record.case_id] == 1
        ]
        standing = set(Case.objects.open().values_list("pk", flat=True))
        return [record for record in single if record.case_id in standing]
