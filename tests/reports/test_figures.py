"""Every number against its list, and against the law's own functions."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from cases.access.viewer import viewer_for
from cases.findings.models import Finding
from cases.findings.queries import rules_in_use
from cases.people.models import Role
from reports.figures import catalogue, queries
from reports.figures.month import Month, to_report
from reports.figures.scope import NOBODY, Scope
from revurdering import rules
from revurdering.models import Revurdering
from revurdering.rules import Timeliness
from tests.factories import TODAY, make_employee, make_revurdering
from tests.reports.town import Town, make_town

NOVEMBER = Month(date(2026, 11, 1))
pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town(make_employee("Anne"))


def scope(town: Town, **narrowed: object) -> Scope:
    jobcenter = next(iter(town.cases.values())).jobcenter_id
    return Scope(NOVEMBER, TODAY, jobcenter).narrowed(**narrowed)


BEHIND = {
    catalogue.DUE: {"Ff", "Gg"},
    catalogue.STARTED_IN_TIME: {"Ff"},
    catalogue.STARTED_LATE: {"Gg"},
    catalogue.FINISHED_IN_TIME: {"Hh"},
    catalogue.FINISHED_LATE: {"Dd"},
    catalogue.OPEN_IN_TIME: {"Ff", "Gg"},
    catalogue.OPEN_LATE: {"Aa", "Bb", "Jj"},
    catalogue.LATE_ALL: {"Aa", "Bb", "Jj", "Dd", "Gg"},
    catalogue.DUE_SOON: {"Ee"},
    catalogue.WITHOUT_CASEWORKER: {"Ii"},
}


@pytest.mark.slow
def test_who_stands_behind_a_number(town: Town) -> None:
    leader = viewer_for(make_employee("Tina", role=Role.TEAM_LEADER), as_of=TODAY)
    found = {figure: queries.listing(leader, figure, scope(town)) for figure in BEHIND}
    names = {
        figure: {case.citizen.name[:2] for case in one.cases.values()}
        for figure, one in found.items()
    }
    assert names == BEHIND


@pytest.mark.slow
def test_every_number_is_the_length_of_its_list(town: Town) -> None:
    """For one who sees all but the restricted: every figure, week, month and caseworker."""
    viewer = viewer_for(make_employee("Bo"), as_of=TODAY)
    at = scope(town)
    asked = [(figure, at) for figure in catalogue.ALL]
    asked += [(figure, at.narrowed(caseworker=key)) for figure in catalogue.ALL
              for key in (town.owner.pk, NOBODY)]  # fmt: skip
    asked += [(catalogue.WEEK, at.narrowed(week=TODAY + timedelta(weeks=n))) for n in range(12)]
    asked += [(catalogue.BY_MONTHS, at.narrowed(months=n)) for n in range(19)]
    hidden = 0
    for figure, one in asked:
        found = queries.listing(viewer, figure, one)
        assert len(found.rows) + found.restricted == queries.numbers(one, [figure])[figure.key]
        hidden += found.restricted
    assert hidden


@pytest.mark.slow
def test_the_bars_of_the_histogram_are_all_open_cases(town: Town) -> None:
    at = scope(town)
    bars = [
        queries.numbers(at.narrowed(months=n), [catalogue.BY_MONTHS])["maaneder"] for n in range(19)
    ]
    assert sum(bars) == queries.numbers(at, [catalogue.OPEN_CASES])["sager"] == 10


@pytest.mark.slow
def test_what_is_registered_later_is_not_seen_on_an_earlier_day(town: Town) -> None:
    october = Scope(NOVEMBER.plus(-1), date(2026, 10, 31), scope(town).jobcenter)
    found = queries.numbers(october, catalogue.STATUS)
    assert found["afsluttet-for-sent"] == 0  # finished in November
    assert found["over-fristen"] == 4  # Dd was still open
    elsewhere = queries.numbers(october.narrowed(jobcenter=0), catalogue.STATUS)
    assert set(elsewhere.values()) == {0}


def test_the_month_to_report_is_the_one_before() -> None:
    assert str(to_report(date(2026, 12, 1))) == "2026-11"
    assert str(to_report(date(2027, 1, 31))) == "2026-12"


@pytest.mark.slow
def test_the_law_counts_as_we_do() -> None:
    """Random lives and records: each reached round judged by `revurdering.rules`."""
    town, rng = Town(make_employee("Anne")), random.Random(5)
    for number in range(40):
        case = town.citizen(f"{number:02} Tilfældig", since=_some_day(rng))
        for found in Finding.objects.filter(citizen=case.citizen_id, m12__lte=TODAY):
            if rng.random() < 0.7:
                started = found.m12 + timedelta(days=rng.randint(-40, 60))
                finished = started + timedelta(days=rng.randint(0, 300))
                moved = min(found.m12 + timedelta(days=rng.randint(-20, 260)), TODAY)
                make_revurdering(
                    case, opened_for=found.m12, number=found.round,
                    started_on=min(started, TODAY),
                    finished_on=finished if finished <= TODAY else None,
                    moved_on=moved if rng.random() < 0.5 else None,
                )  # fmt: skip
    assert queries.numbers(scope(town), catalogue.STATUS) == _by_the_law()


def _some_day(rng: random.Random) -> date:
    return TODAY - timedelta(days=rng.randint(200, 1600))


def _by_the_law() -> dict[str, int]:
    found: Counter[str] = Counter(dict.fromkeys((one.key for one in catalogue.STATUS), 0))
    marks = list(Finding.objects.filter(m12__isnull=False))
    by_key = {(one.citizen_id, one.round): one for one in marks}
    for mark in marks:
        record = Revurdering.objects.filter(citizen=mark.citizen_id, round=mark.round).first()
        later = by_key.get((mark.citizen_id, mark.round + 1))
        found.update(_keys(mark, record, superseded=bool(later and later.m12 <= TODAY)))
    return dict(found)


def _keys(mark: Finding, record: Revurdering | None, *, superseded: bool) -> list[str]:
    started_on = record.started_on if record else None
    finished_on = record.finished_on if record else None
    start = rules.started(mark, started_on, as_of=TODAY)  # type: ignore[arg-type]
    moved_on = record.tilflytning_on if record else None
    finish = rules.finished(  # type: ignore[arg-type]
        mark, finished_on, moved_on=moved_on, as_of=TODAY, rule_set=rules_in_use()
    )
    in_month = [day is not None and Month.of(day) == NOVEMBER for day in (started_on, finished_on)]
    late = Timeliness.LATE
    keys = ["forfaldne"] if Month.of(mark.m12) == NOVEMBER else []
    if in_month[0]:
        keys.append(f"paabegyndt-{'for-sent' if start.verdict is late else 'til-tiden'}")
    if in_month[1]:
        keys.append(f"afsluttet-{'for-sent' if finish.verdict is late else 'til-tiden'}")
    if finished_on is None and (record or mark.m12 <= TODAY) and (record or not superseded):
        past = finish.verdict is late or (start.verdict is late and started_on is None)
        keys.append("over-fristen" if past else "aabne-inden-fristen")
    return keys
