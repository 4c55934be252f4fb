"""The law's words by date, as a new installation begins. Changed by the administrator, never here.

The law names no successor for the team, and its "kommunen" no unit inside the municipality:
docs/decisions/0013 says why these two words were chosen.
"""

from datetime import date

MUNICIPAL_REFORM, FLEKSJOB_REFORM = date(2007, 1, 1), date(2013, 1, 1)
REFORM_2026 = date(2026, 7, 1)
LAW_2026 = "Lov nr. 1750 af 29. december 2025"
LAW_2012 = "Lov nr. 1380 af 23. december 2012"
LAW_2005 = "Lov nr. 522 af 24. juni 2005"


def _term(key: str, words: str, since: date, until: date | None, source: str) -> dict[str, object]:
    singular, definite, plural = words.split(" · ")
    return {
        "key": key,
        "singular": singular,
        "definite": definite,
        "plural": plural,
        "valid_from": since,
        "valid_to": until,
        "source": source,
    }


JOBCENTER = "jobcenter · jobcenteret · jobcentre"
UNIT = "enhed i kommunen · enheden i kommunen · enheder i kommunen"
PROFILE = "ressourceprofil · ressourceprofilen · ressourceprofiler"
PLAN = "rehabiliteringsplan · rehabiliteringsplanen · rehabiliteringsplaner"
DESCRIPTION = (
    "samlet beskrivelse af personens forudsætninger for at arbejde"
    " · den samlede beskrivelse af personens forudsætninger for at arbejde"
    " · samlede beskrivelser af personers forudsætninger for at arbejde"
)
VISITATION = "visitationsteam · visitationsteamet · visitationsteam"
REHABILITATION = "rehabiliteringsteam · rehabiliteringsteamet · rehabiliteringsteam"

DEFAULT_TERMS = [
    _term("jobcenter", JOBCENTER, MUNICIPAL_REFORM, REFORM_2026, LAW_2005),
    _term("jobcenter", UNIT, REFORM_2026, None, LAW_2026),
    _term("team", VISITATION, MUNICIPAL_REFORM, FLEKSJOB_REFORM, "Handleplan 2008"),
    _term("team", REHABILITATION, FLEKSJOB_REFORM, REFORM_2026, LAW_2012),
    _term("team", VISITATION, REFORM_2026, None, LAW_2026),
    _term("plan", PROFILE, MUNICIPAL_REFORM, FLEKSJOB_REFORM, "Handleplan 2008"),
    _term("plan", PLAN, FLEKSJOB_REFORM, REFORM_2026, LAW_2012),
    _term("plan", DESCRIPTION, REFORM_2026, None, f"{LAW_2026}; LAB § 43"),
]  # fmt: skip
