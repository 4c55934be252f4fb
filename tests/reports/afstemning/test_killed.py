"""kill -9 of the process that approves, and two who do the same at once: all of it or nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from cases.casefile.models import Case
from cases.citizens.models import Citizen
from cases.findings.models import Finding
from cases.intake.models import IntakeRow
from cases.people.models import Role
from cases.periods.models import Period
from reports.afstemning import operations
from reports.afstemning.models import Afstemning
from tests.factories import TEST, TODAY, make_employee
from tests.intake.test_command import same_database, wait_until_nobody_works
from tests.reports.afstemning.lists import approve, decide_all, make_person, review, row

HERE, NEW = range(1, 9), range(9, 17)
ALL = len(HERE) + len(NEW)


@pytest.fixture
def afstemning(committed: None) -> Afstemning:
    """Eight who are here with another first day, and eight we do not have."""
    for serial in HERE:
        make_person(serial, ("2026-01-01", ""))
    yrsa = make_employee("Yrsa", role=Role.PAYMENT_OFFICE)
    found = review(*(row(serial, "2026-02-01") for serial in (*HERE, *NEW)), employee=yrsa)
    decide_all(found)
    return found


def facts() -> dict[str, object]:
    return {
        "periods": sorted(Period.objects.values_list("start", "end", "version")),
        "history": Period.history.count(),
        "counts": [model.objects.count() for model in (Citizen, Case, Finding, IntakeRow)],
        "states": list(Afstemning.objects.values_list("state", "approved_at", "moved")),
        "written": list(Afstemning.objects.get().lines.values_list("written", "opened_case")),
    }


@pytest.mark.parametrize("written", [ALL // 2, ALL])
def test_killed_midway_nothing_is_left_and_it_can_be_approved_again(
    afstemning: Afstemning, written: int
) -> None:
    before = facts()
    told = killed_after(afstemning, written)
    wait_until_nobody_works()
    if told < ALL:
        assert facts() == before
    else:  # the last word was said before the transaction ended: then it is all or nothing
        assert facts() == before or Afstemning.objects.get().state == "godkendt"
    if Afstemning.objects.get().state == "aaben":
        approve(afstemning)
    assert Period.objects.filter(start__month=2).count() == ALL
    assert not Period.objects.filter(start__month=1).exists()


def killed_after(afstemning: Afstemning, written: int) -> int:
    """How many persons the process said it had written when it died."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.reports.afstemning.approver", str(afstemning.pk)],
        env={**os.environ, **same_database()},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for _ in range(written):
        assert process.stdout.readline() == "skrevet\n"
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    return written + process.stdout.read().count("skrevet")


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each answers or raises, begun together on connections of their own."""
    gate = Barrier(len(acts))

    def done(act: Callable[[], object]) -> object:
        gate.wait(timeout=10)
        try:
            return act()
        except Exception as refused:  # noqa: BLE001  the refusal is the answer
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result() for one in [pool.submit(done, act) for act in acts]]


def test_of_two_who_approve_at_once_the_second_finds_it_closed(afstemning: Afstemning) -> None:
    answers = at_once(*[lambda: approve(afstemning).state] * 2)
    assert sorted(map(str, answers)) == sorted(["godkendt", str(operations.AlreadyClosed)])
    assert Period.objects.filter(start__month=2).count() == ALL
    assert Period.history.filter(history_type="+", start__month=2).count() == len(NEW)


def test_of_two_who_roll_back_at_once_the_second_finds_it_done(afstemning: Afstemning) -> None:
    approve(afstemning)

    def back() -> str:
        return operations.roll_back(afstemning=afstemning, actor=TEST, as_of=TODAY).state

    assert sorted(map(str, at_once(back, back))) == sorted(
        ["rullet_tilbage", str(operations.NotApproved)]
    )
    assert Period.objects.standing().filter(start__month=1).count() == len(HERE)
    assert not Period.objects.standing().filter(start__month=2).exists()


def test_a_decision_at_the_moment_of_approving_is_in_it_or_comes_too_late(
    afstemning: Afstemning,
) -> None:
    line = afstemning.lines.filter(is_new=False).first()
    assert line is not None
    decide = {"afstemning": afstemning, "keys": [line.pk], "decision": "vores"}
    state, count = at_once(
        lambda: approve(afstemning).state,
        lambda: operations.decide(**decide),  # type: ignore[arg-type]
    )
    line.refresh_from_db()
    assert state == "godkendt"
    assert (count, line.decision, bool(line.written)) in [(1, "vores", False), (0, "listen", True)]
