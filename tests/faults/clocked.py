"""Production's own Celery application and commands, in a process that believes in another day.

`celery -A tests.faults.clocked worker`, `python -m tests.faults.clocked koer_nat`. The clock goes
on from there, and everybody with the same `FLEXJOB_TEST_CLOCK_OFFSET` agrees on it. Only the
database and the broker know what day it is.
"""

import os
from datetime import UTC, datetime, timedelta

import time_machine

OFFSET = timedelta(seconds=float(os.environ["FLEXJOB_TEST_CLOCK_OFFSET"]))
time_machine.travel(datetime.now(UTC) + OFFSET, tick=True).start()

from flexjob.celery import app  # noqa: E402  reads the clock when it is made

__all__ = ["app"]

if __name__ == "__main__":
    import sys

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
