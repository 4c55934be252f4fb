import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flexjob import timer

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def called(monkeypatch):
    commands = []
    monkeypatch.setattr(
        timer.subprocess, "run", lambda command, **_: commands.append(command[-1]) or None
    )
    return commands


def test_a_ring_runs_the_night_looks_after_it_and_sends_its_mail(called, tmp_path):
    timer.ring(tmp_path / "ringet")
    assert called == ["koer_nat", "tjek_nat", "send_mail_nu"]
    assert (tmp_path / "ringet").exists()


@pytest.mark.slow
def test_a_command_that_hangs_does_not_keep_the_other_away(monkeypatch, called):
    known = timer.subprocess.run

    def hangs(command, **how):
        if command[-1] == "koer_nat":
            raise subprocess.TimeoutExpired(command, 1)
        return known(command, **how)

    monkeypatch.setattr(timer.subprocess, "run", hangs)
    timer.ring()
    assert called == ["tjek_nat", "send_mail_nu"]


@pytest.mark.slow
def test_it_rings_at_once_without_a_database_and_ends_when_asked(tmp_path):
    """The commands fail here; the timer goes on, and stops in good order."""
    sign = tmp_path / "ringet"
    unreachable = {"DATABASE_URL": "postgresql://x@127.0.0.1:9/x", "PATH": ""}
    with (tmp_path / "log").open("w") as log:
        started = subprocess.Popen(
            [sys.executable, "-m", "flexjob.timer", str(sign)],
            cwd=ROOT,
            env=unreachable,
            stdout=log,
            stderr=log,
        )
        for _ in range(1800):
            if sign.exists():
                break
            time.sleep(0.05)
        assert started.poll() is None
        started.send_signal(signal.SIGTERM)
        assert started.wait(10) == 0
    assert sign.exists()
