"""Programs kept running: some are started again when they end by themselves, so often and no more.

Celery ends a worker when the broker goes just while it is reconnecting. Compose starts it again; here
we do.
"""

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

AT_MOST, WITHIN = 5, 600.0  # times, in so many seconds
FIRST_PAUSE = 1.0  # doubled for every time it has lately ended

Process = subprocess.Popen[bytes]
Say = Callable[[str], None]


class ProgramEnded(Exception):
    pass


def pause_after(ended: Sequence[float], *, now: float) -> float | None:
    """Before it is started again; None when it has ended too often. `ended`: when it did, now too."""
    lately = sum(now - moment < WITHIN for moment in ended)
    return FIRST_PAUSE * 2 ** (lately - 1) if lately <= AT_MOST else None


@dataclass
class Program:
    """`launch` starts it, at first and again."""

    name: str
    log: Path
    launch: Callable[[], Process]
    is_started_again: bool = False
    process: Process = field(init=False)
    ended: list[float] = field(default_factory=list, init=False)
    rests_until: float | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.process = self.launch()

    def look_after(self, *, now: float, say: Say) -> None:
        """To be called now and then. Raises ProgramEnded when it is not to be started again."""
        if self.rests_until is not None:
            if now >= self.rests_until:
                self.process, self.rests_until = self.launch(), None
        elif self.process.poll() is not None:
            self._rest(now, say)

    def _rest(self, now: float, say: Say) -> None:
        if not self.is_started_again:
            raise ProgramEnded(f"{self.name} er stoppet; se {self.log}")
        self.ended.append(now)
        pause = pause_after(self.ended, now=now)
        if pause is None:
            minutes = round(WITHIN / 60)
            raise ProgramEnded(
                f"{self.name} er stoppet mere end {AT_MOST} gange på {minutes} minutter; se {self.log}"
            )
        say(f"{self.name} stoppede og startes igen om {pause:.0f} s; se {self.log}")
        self.rests_until = now + pause
