"""The night's recomputing shared by two workers on two cores, against one worker alone.

From the ring until the last part is done; then the leader alone tells what is due, and the whole
night is told beside it. The speed-up is the one's wall seconds over the two's. It cannot pass 2,
nor its bound: 2 × the one's wall seconds ÷ all CPU seconds of the two's run, PostgreSQL's and the
broker's included. So much could be done by two cores that never rest; what is judged is how near to
it the two come.
"""

import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median

from django.db import connections
from django.utils import timezone

from benchmarks import measuring
from benchmarks.measuring import Ratio
from cases.findings import everyone
from cases.findings.models import Finding
from cases.history import Actor
from cases.nextsteps.models import NextStep
from cases.nights.models import Night, NightPart
from flexjob.database import rights
from tests import living
from tests.living import Broker, Crew

TIMES = 3
CORES = 2
LEAST_OF_THE_BOUND = 0.8
RUN_NIGHTS = "cases.nights.tasks.run_nights"
BENCH = Actor.command("bench")
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Run:
    """Seconds; `night` until it is finished, the others until everyone is recomputed."""

    wall: float
    cpu: float
    night: float


def run() -> list[Ratio]:
    pairs = []
    for turn in range(TIMES):
        one, two = _night(workers=1), _night(workers=2)
        pairs.append((one, two))
        print(f"  {turn + 1}: én worker {one.wall:.2f} s ({one.cpu:.2f} s cpu),"
              f" to workere {two.wall:.2f} s ({two.cpu:.2f} s cpu);"
              f" hele natten {one.night:.2f} og {two.night:.2f} s", flush=True)  # fmt: skip
    whole = [(one.night, two.night) for one, two in pairs]
    return [
        *judged(pairs),
        measuring.median_ratio("hele natten, med det, der fortælles", whole, None),
    ]


def judged(pairs: Iterable[tuple[Run, Run]]) -> list[Ratio]:
    """By the turn in the middle; its speed-up and its bound are told with it."""
    found = [(one.wall / two.wall, bound(one, two)) for one, two in pairs]
    share = median(speed / most for speed, most in found)
    speed, most = min(found, key=lambda pair: abs(pair[0] / pair[1] - share))
    return [
        Ratio("genberegningen om natten med to workere mod én, hastighed", speed, None),
        Ratio("  det mest mulige: 2 × én workers sekunder ÷ to workeres cpu-sekunder", most, None),
        Ratio("  del af det mulige", share, LEAST_OF_THE_BOUND, at_least=True),
    ]


def bound(one: Run, two: Run) -> float:
    return min(CORES, CORES * one.wall / two.cpu)


def _night(*, workers: int) -> Run:
    """From the ring to the finished night; the workers are up and have nothing else to do."""
    _until_yesterday()
    with _living(workers) as (broker, crew):
        processes = [_postmaster(), _pid_of(broker), *(worker.pid for worker in crew.workers)]
        cpu, begun = cpu_seconds(processes), time.perf_counter()
        broker.ring(RUN_NIGHTS)
        living.eventually(_is_recomputed, patience=600)
        wall, cpu = time.perf_counter() - begun, cpu_seconds(processes) - cpu
        living.eventually(_is_finished, patience=600)
        return Run(wall, cpu, night=time.perf_counter() - begun)


def _until_yesterday() -> None:
    """As on any night: everyone stands as of the day before."""
    NightPart.objects.all().delete()
    Night.objects.all().delete()
    yesterday = timezone.localdate() - timedelta(days=1)
    everyone.recompute_everyone(as_of=yesterday, actor=BENCH)
    with connections[rights.OWNER].cursor() as cursor:
        for model in (Finding, NextStep):
            cursor.execute(f"VACUUM (ANALYZE) {model._meta.db_table}")


@contextmanager
def _living(workers: int) -> Iterator[tuple[Broker, Crew]]:
    database = str(connections["default"].settings_dict["NAME"])
    with (
        tempfile.TemporaryDirectory() as logs,
        living.own_broker() as broker,
        living.crew(database=database, broker=broker, logs=Path(logs), count=workers) as crew,
    ):
        yield broker, crew


def _is_recomputed() -> bool:
    parts = NightPart.objects.values_list("done_at", flat=True)
    return bool(parts) and None not in parts


def _is_finished() -> bool:
    return Night.objects.filter(finished_at__isnull=False).exists()


def _pid_of(broker: Broker) -> int:
    assert broker.process is not None
    return broker.process.pid


def _postmaster() -> int:
    """The parent of the process that answers us; it has counted those that have ended too."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return _stat(cursor.fetchone()[0]).parent


@dataclass(frozen=True)
class _Stat:
    parent: int
    ticks: int


def _stat(pid: int) -> _Stat:
    """Its own time and that of its children who have ended; proc(5)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return _Stat(parent=int(fields[1]), ticks=sum(map(int, fields[11:15])))


def cpu_seconds(pids: Iterable[int]) -> float:
    """Of these processes and all below them."""
    wanted, stats = set(pids), dict(_all_stats())
    below = set(wanted)
    while more := {pid for pid, stat in stats.items() if stat.parent in below} - below:
        below |= more
    return sum(stats[pid].ticks for pid in below if pid in stats) / TICKS_A_SECOND


def _all_stats() -> Iterator[tuple[int, _Stat]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                yield int(entry.name), _stat(int(entry.name))
            except OSError:  # ended meanwhile; its parent has its time
                continue
