"""Shares of age, sex and hours in the demo.

Source: jobindsats.dk, read 2021, as kept in `jobindsats_fleksjob.csv`: table 2 (persons, 2019) and
table 3 (weekly hours of new fleksjob, January 2021; 6.2 per cent "uoplyst" has none). The number of
people on ledighedsydelse is Copenhagen's on 1 December 2007 (Handleplan, 2008).
"""

from dataclasses import dataclass
from decimal import Decimal

ON_LEDIGHEDSYDELSE = 662
IN_FLEKSJOB = 660
FORMER = 48  # closed cases

WOMEN_ON_LEDIGHEDSYDELSE, OVER_50_ON_LEDIGHEDSYDELSE = 0.65, 0.53
WOMEN_IN_FLEKSJOB, OVER_50_IN_FLEKSJOB = 0.61, 0.59


@dataclass(frozen=True)
class Hours:
    """Weekly hours from `least` to `most`; None where they are not stated."""

    share: float
    least: int | None = None
    most: int | None = None

    def drawn(self, fraction: float) -> Decimal | None:
        if self.least is None or self.most is None:
            return None
        halves = round((self.least + (self.most - self.least) * fraction) * 2)
        return Decimal(halves) / 2


HOURS = (
    Hours(0.297, 1, 5),
    Hours(0.324, 6, 10),
    Hours(0.200, 11, 15),
    Hours(0.090, 16, 20),
    Hours(0.012, 21, 25),
    Hours(0.003, 26, 30),
    Hours(0.013, 31, 36),
    Hours(0.062),
)
