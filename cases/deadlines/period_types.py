"""The types of period, and what each does to the count of LAS § 74 c.

Which types count is law, and partly inference: the reason stands beside each.
"""

from __future__ import annotations

from enum import StrEnum


class PeriodType(StrEnum):
    LEDIGHEDSYDELSE = "ledighedsydelse"
    SYGDOM = "sygdom"
    FERIE = "ferie"
    AFBRYDELSE = "afbrydelse"
    BARSEL = "barsel"
    SORGORLOV = "sorgorlov"
    FERIE_I_FLEKSJOB = "ferie_i_fleksjob"
    EFTER_USTOETTET_ARBEJDE = "efter_ustoettet_arbejde"
    FLEKSJOB = "fleksjob"
    ANDET = "andet"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def is_counted(self) -> bool:
        return self in COUNTED

    @property
    def is_neutral(self) -> bool:
        return self in NEUTRAL

    @property
    def reason(self) -> str:
        """Why the type counts, or does not, in Danish."""
        return REASONS[self]


COUNTED = frozenset(
    {
        PeriodType.LEDIGHEDSYDELSE,
        PeriodType.SYGDOM,
        PeriodType.FERIE,
        PeriodType.AFBRYDELSE,
    }
)

# Not counted, and cut out of the time line: the window reaches further back past them.
NEUTRAL = frozenset({PeriodType.BARSEL, PeriodType.SORGORLOV})

LABELS = {
    PeriodType.LEDIGHEDSYDELSE: "Ledighedsydelse",
    PeriodType.SYGDOM: "Sygdom med ledighedsydelse",
    PeriodType.FERIE: "Ferie med ledighedsydelse",
    PeriodType.AFBRYDELSE: "Midlertidig afbrydelse af fleksjob",
    PeriodType.BARSEL: "Barselsorlov",
    PeriodType.SORGORLOV: "Sorgorlov",
    PeriodType.FERIE_I_FLEKSJOB: "Ferie under fleksjob",
    PeriodType.EFTER_USTOETTET_ARBEJDE: "Efter ustøttet arbejde",
    PeriodType.FLEKSJOB: "Fleksjob",
    PeriodType.ANDET: "Andet",
}

REASONS = {
    PeriodType.LEDIGHEDSYDELSE: "tæller med (LAS § 74 c, stk. 1)",
    PeriodType.SYGDOM: "tæller med, fordi ydelsen fortsætter under sygdom (LAS § 74 a, stk. 7)",
    PeriodType.FERIE: "tæller med, fordi der er ledighedsydelse under ferien (LAS § 74 e, stk. 2)",
    PeriodType.AFBRYDELSE: "tæller med, fx vejrlig (LAS § 74, stk. 1, nr. 5)",
    PeriodType.BARSEL: "medregnes ikke (LAS § 74 c, stk. 1, 6. pkt.)",
    PeriodType.SORGORLOV: "medregnes ikke (LAS § 74 c, stk. 1, 6. pkt.)",
    PeriodType.FERIE_I_FLEKSJOB: "tæller ikke, fordi borgeren er i fleksjob (LAS § 74 e, stk. 1)",
    PeriodType.EFTER_USTOETTET_ARBEJDE: "tæller ikke (LAS § 74 f hører ikke under § 74 c)",
    PeriodType.FLEKSJOB: "tæller ikke, fordi borgeren er i fleksjob",
    PeriodType.ANDET: "tæller ikke, fordi det ikke er ledighedsydelse",
}

# A small stable number for each type, for compact storage and bulk work. Only ever append.
CODES = {kind: number for number, kind in enumerate(PeriodType, start=1)}
