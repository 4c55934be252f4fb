"""That the benchmark runs, and that what it recomputes is right. Never how long it takes."""

import pytest

from benchmarks import measuring
from benchmarks.__main__ import measure
from benchmarks.measuring import Ratio
from cases.findings.models import Move

pytestmark = pytest.mark.slow


@pytest.mark.usefixtures("committed")
def test_a_village_is_measured_and_agrees_with_the_slow_rules(capsys, monkeypatch):
    monkeypatch.setattr("benchmarks.recompute.TIMES", 1)
    monkeypatch.setattr("benchmarks.saving.TIMES", 1)
    monkeypatch.setattr("benchmarks.saving.SAVES", 20)
    monkeypatch.setattr("benchmarks.pages.TIMES", 3)
    monkeypatch.setattr("benchmarks.pages.WARM_UP", 1)
    measure(citizens=150)
    told = capsys.readouterr().out
    assert "genberegn i en tom tabel" in told
    assert "sag_oplysninger, forespørgsler" in told
    assert "indlæs 150 rækker" in told
    assert Move.objects.exists()


def test_the_median_of_the_ratios_is_judged():
    ratio = measuring.median_ratio("prøve", [(2.0, 1.0), (9.0, 1.0), (3.0, 1.0)], 3.0)
    assert ratio.found == 3.0
    assert not ratio.is_exceeded


def test_a_ratio_above_its_limit_says_so():
    assert "FOR MEGET" in str(Ratio("prøve", 3.1, 3.0))
