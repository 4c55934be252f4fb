"""`make bench`: how the system holds at the size of a country. Ends with 1 when a ratio is exceeded.

Runs on the throw-away servers that `make bench` starts. With `--borgere 2000` it only shows that
everything runs: the limits are for the full size, and are not judged below it.
"""

import argparse
import os
import sys
from collections.abc import Iterable

import django
from django.core.management import call_command

from benchmarks.measuring import Ratio

FULL_SIZE = 100_000
# The pages are measured in a country a hundred times smaller as well.
SMALLER, SMALLEST = 100, 100


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--borgere", type=int, default=FULL_SIZE)
    citizens = parser.parse_args().borgere
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flexjob.settings")
    django.setup()
    call_command("migrate", database="migration", verbosity=0)
    return 1 if measure(citizens=citizens) and citizens >= FULL_SIZE else 0


def measure(*, citizens: int) -> list[str]:
    """Loads the country, prints every ratio, and gives those that are exceeded."""
    # Models exist only now that Django is set up.
    from benchmarks import (
        afstemning,
        audit_lists,
        country,
        intake,
        month_status,
        oversight,
        pages,
        recompute,
        reconciling,
        reminders,
        saving,
        sharing,
    )

    country.load(max(citizens // SMALLER, SMALLEST))
    recompute.recompute()
    small = pages.measure()
    country.empty()
    print(f"Et land med {citizens} borgere dannes ...", flush=True)
    country.load(citizens)
    found = [*_told(recompute.run()), *_told(saving.run()), *_told(sharing.run())]
    recompute.recompute()
    found += _told(pages.ratios(small, pages.measure()))
    found += _told(reminders.run())
    found += _told(reconciling.run())
    found += _told(intake.run(count=citizens))
    found += _told(month_status.run())
    found += _told(oversight.run())
    found += _told(audit_lists.run())
    found += _told(afstemning.run(count=citizens))
    return [str(ratio) for ratio in found if ratio.is_exceeded]


def _told(ratios: Iterable[Ratio]) -> list[Ratio]:
    """Each as soon as it is known."""
    told = []
    for ratio in ratios:
        print(ratio, flush=True)
        told.append(ratio)
    return told


if __name__ == "__main__":
    sys.exit(main())
