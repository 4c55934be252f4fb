"""`make bench`: how the system holds at the size of a country. Ends with 1 when a ratio is exceeded.

Runs on the throw-away servers that `make bench` starts. With `--borgere 2000` it only shows that
everything runs: the limits are for the full size, and are not judged below it. `--kun sider afstem`
measures these parts alone.
"""

import argparse
import os
import sys

import django
from django.core.management import call_command

FULL_SIZE = 100_000


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flexjob.settings")
    django.setup()
    from benchmarks import parts  # models exist only now that Django is set up

    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--borgere", type=int, default=FULL_SIZE)
    parser.add_argument("--kun", nargs="+", choices=parts.PARTS, metavar="DEL",
                        default=list(parts.PARTS), help=", ".join(parts.PARTS))  # fmt: skip
    options = parser.parse_args()
    call_command("migrate", database="migration", verbosity=0)
    exceeded = parts.measure(citizens=options.borgere, only=options.kun)
    return 1 if exceeded and options.borgere >= FULL_SIZE else 0


if __name__ == "__main__":
    sys.exit(main())
