"""What 20 municipalities reached in 2021 (data/SOURCES.md), by the wording of the control point."""

import csv
from functools import cache
from pathlib import Path

from reports.charts.timeliness import Yardstick

FILE = Path(__file__).with_name("data") / "fokusrevision_2021.csv"


@cache
def yardsticks() -> dict[str, Yardstick]:
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        return {
            row["kontrolpunkt"]: Yardstick(
                int(row["procent"]), int(row["n"]), row["kilde"].removeprefix("figur ")
            )
            for row in csv.DictReader(file, delimiter=";")
        }
