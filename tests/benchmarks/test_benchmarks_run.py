"""That the benchmark runs, and that what it recomputes is right. Never how long it takes."""

import os
import subprocess
import sys

import pytest

from benchmarks import measuring, reminders, sharing
from benchmarks.measuring import Ratio
from benchmarks.parts import measure
from benchmarks.sharing import Run
from cases.findings.models import Move

pytestmark = pytest.mark.slow


@pytest.mark.usefixtures("committed")
def test_a_village_is_measured_and_agrees_with_the_slow_rules(capsys, monkeypatch):
    monkeypatch.setattr("benchmarks.recompute.TIMES", 1)
    monkeypatch.setattr("benchmarks.saving.TIMES", 1)
    monkeypatch.setattr("benchmarks.saving.SAVES", 20)
    monkeypatch.setattr("benchmarks.pages.TIMES", 1)
    monkeypatch.setattr("benchmarks.pages._p95", max)
    monkeypatch.setattr("benchmarks.pages.WARM_UP", 0)
    monkeypatch.setattr("benchmarks.sharing.TIMES", 1)
    monkeypatch.setattr("benchmarks.reconciling.TIMES", 1)
    monkeypatch.setattr("benchmarks.month_status.TIMES", 1)
    monkeypatch.setattr("benchmarks.afstemning.TIMES", 1)
    monkeypatch.setattr("benchmarks.oversight.TIMES", 1)
    monkeypatch.setattr("benchmarks.parts.SMALLEST", 60)
    monkeypatch.setattr("benchmarks.reminders.STAFF", dict.fromkeys(reminders.STAFF, 2))
    measure(citizens=150)
    told = capsys.readouterr().out
    assert "genberegn i en tom tabel" in told
    assert "sag_oplysninger, forespørgsler" in told
    assert "indlæs 150 rækker" in told
    assert "indlæs, gennemgangen, forespørgsler" in told
    assert "revisionsliste som xlsx" in told
    assert "afstem 150 rækker" in told
    assert "afstem, gennemgangen, forespørgsler" in told
    assert "Månedsstatus, skemaet, forespørgsler" in told
    assert "Sager, alle (Kvalitetskontrol), forespørgsler" in told
    assert "Prognose, alle, forespørgsler" in told
    assert "genberegningen om natten med to workere mod én" in told
    assert Move.objects.exists()


def test_the_median_of_the_ratios_is_judged():
    ratio = measuring.median_ratio("prøve", [(2.0, 1.0), (9.0, 1.0), (3.0, 1.0)], 3.0)
    assert ratio.found == 3.0
    assert not ratio.is_exceeded


def test_a_ratio_above_its_limit_says_so():
    assert "FOR MEGET" in str(Ratio("prøve", 3.1, 3.0))


def test_one_that_is_too_small_says_so():
    assert "FOR LIDT" in str(Ratio("prøve", 0.7, 0.8, at_least=True))
    assert not Ratio("prøve", 0.8, 0.8, at_least=True).is_exceeded


def test_two_workers_are_judged_against_what_two_cores_could_do():
    one, two = Run(wall=8.0, cpu=8.0, night=9.0), Run(wall=5.0, cpu=10.0, night=6.0)
    speed, most, share = (ratio.found for ratio in sharing.judged([(one, two)]))
    assert (speed, most, share) == (1.6, 1.6, 1.0)


def test_the_bound_is_never_above_the_cores():
    assert sharing.bound(Run(wall=9.0, cpu=8.0, night=9.0), Run(wall=5.0, cpu=8.0, night=5.0)) == 2


def test_the_time_of_a_child_that_has_ended_is_counted():
    before = sharing.cpu_seconds([os.getpid()])
    subprocess.run([sys.executable, "-c", "sum(range(10_000_000))"], check=True)
    assert sharing.cpu_seconds([os.getpid()]) - before > 0.05
