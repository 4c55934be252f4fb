"""`python -m flexjob.timer`: rings the night and the mail every quarter, without Celery, broker or beat.

For where there is no cron: docker-compose.yml and `make demo`. Each command is a process of its
own, so whatever becomes of one, the next quarter comes.
"""

import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ("koer_nat", "tjek_nat", "send_mail_nu")
QUARTER = 15 * 60
# A command that hangs must not stop the others; a night that is cut short is taken up again.
LONGEST = 60 * 60


def ring(sign: Path | None = None) -> None:
    """Once through the commands; `sign` is touched, so that others can see it was done."""
    for command in COMMANDS:
        try:
            subprocess.run([sys.executable, "manage.py", command], cwd=ROOT, timeout=LONGEST)
        except subprocess.TimeoutExpired:
            print(f"{command} blev afbrudt efter en time", file=sys.stderr, flush=True)
    if sign:
        sign.touch()


def main() -> None:
    signal.signal(signal.SIGTERM, _end)
    sign = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    while True:
        ring(sign)
        time.sleep(QUARTER)


def _end(_number: int, _frame: FrameType | None) -> None:
    """Takes the command that is running along: `subprocess.run` ends it on the way out."""
    raise SystemExit(0)


if __name__ == "__main__":
    main()
