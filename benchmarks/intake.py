"""How long a list takes, and how much memory.

    python -m flexjob.services run --throwaway -- python -m benchmarks.intake

The real command in a process of its own, on an empty migrated database: the list as a dry run,
saved, and once more, when it must change nothing.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import django

ROWS = 100_000
ROWS_A_CITIZEN = 4
FIRST = date(2023, 1, 2)


def rows(count: int) -> Iterator[str]:
    """Four periods a citizen with gaps between them, the last one going on; no real CPR numbers."""
    yield "cpr;navn;jobcenter;fra;til;type"
    for number in range(count):
        citizen, place = divmod(number, ROWS_A_CITIZEN)
        start = FIRST + timedelta(days=300 * place + citizen % 90)
        last = "" if place == ROWS_A_CITIZEN - 1 else (start + timedelta(days=200)).isoformat()
        cpr = f"61017{citizen // 10_000}{citizen % 10_000:04d}"
        yield f"{cpr};Borger {citizen};Prøvevej;{start:%d-%m-%Y};{last};ledighedsydelse"


def main(count: int) -> None:
    prepare()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "liste.csv")
        path.write_text("\n".join(rows(count)) + "\n")
        for name, options in (("prøve", []), ("gem", ["--gem"]), ("igen", ["--gem"])):
            seconds, peak, said = measured([str(path), "--kilde", "KMD", *options])
            print(f"{name}: {count} rækker på {seconds:.1f} s, højst {peak} MB. {said}")


def prepare() -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--database", "migration"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    django.setup()
    from tests.factories import make_jobcenter

    make_jobcenter("Prøvevej")


def measured(arguments: list[str]) -> tuple[float, int, str]:
    """Seconds, peak resident megabytes, and the last two lines printed."""
    began = time.perf_counter()
    command = [sys.executable, "manage.py", "indlaes_perioder", *arguments]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    said = process.stdout.read().splitlines()
    _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - began, usage.ru_maxrss // 1024, " ".join(said[-2:])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flexjob.settings")
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
