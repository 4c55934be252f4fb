"""What the payment system says of the town: two differences that move no date, and four that may."""

from pathlib import Path

from tests.browser.town import ANNA, NEIGHBOURS, Town
from tests.intake.lists import number
from tests.reports.afstemning.lists import HEADER

HARMLESS = ("Frode Opdigt", "Gerda Ågård")  # an old period that moves no date
OTHER = {"Bent Prøve": "2025-10-01", "Ebba Påfund": "2026-08-01"}
NOT_LISTED = "Carla Prøve"


def write(town: Town, *, folder: Path) -> Path:
    rows = [HEADER, f"{town.cpr_of(ANNA)};{ANNA};2026-08-16;", f"{number(1)};Nora Ny;2026-10-01;"]
    for name, start in NEIGHBOURS.items():
        if name == NOT_LISTED:
            continue
        cpr = town.cpr_of(name)
        rows.append(f"{cpr};{name};{OTHER.get(name, start.isoformat())};")
        if name in HARMLESS:
            rows.append(f"{cpr};{name};2019-01-01;2019-01-20")
    path = folder / "ledighedsydelse.csv"
    path.write_text("\n".join(rows))
    return path
