"""Every number of the month status and of the teamchef's page: what it is called, how it is counted.

A number and its list are the same condition, asked of the same rows; so they cannot differ. `how`
is what the page says under "Sådan beregnes tallet".
"""

from dataclasses import dataclass

from reports.figures.relation import CASES, ROUNDS

LATE_START = "started_on > start_by"
LATE_FINISH = "finished_on > finish_by"
LATE = (
    "((is_open AND is_past)"
    " OR (started_on >= %(first)s AND started_on < %(after)s AND started_on > start_by)"
    " OR (finished_on >= %(first)s AND finished_on < %(after)s AND finished_on > finish_by))"
)
IN_HAND = "finished_on IS NULL AND is_in_hand"
# Judged: the day has gone, or the step was taken before it.
START_JUDGED = (
    "start_by > %(year_ago)s AND start_by <= %(as_of)s"
    " AND (started_on IS NOT NULL OR start_by < %(as_of)s)"
)
FINISH_JUDGED = (
    "finish_by > %(year_ago)s AND finish_by <= %(as_of)s"
    " AND (finished_on IS NOT NULL OR finish_by < %(as_of)s)"
)
REACHED = (
    "Tæller en runde, når sagen var åben på opgørelsesdagen, eller runden blev afsluttet på den."
)


@dataclass(frozen=True)
class Figure:
    """`where` is asked of each row of `relation`; `key` stands in addresses and sent statuses."""

    key: str
    label: str
    how: str
    where: str
    relation: str = ROUNDS
    unit: tuple[str, str] = ("revurdering", "revurderinger")


def _within_month(day: str) -> str:
    return f"{day} >= %(first)s AND {day} < %(after)s"


DUE = Figure(
    "forfaldne",
    "Forfaldne i måneden",
    "Runder, hvor borgeren nåede 12 måneder inden for 18 måneder i måneden. " + REACHED,
    f"{_within_month('start_by')} AND start_by <= %(as_of)s",
)
STARTED_IN_TIME = Figure(
    "paabegyndt-til-tiden",
    "Påbegyndt til tiden",
    "Revurderinger, der blev påbegyndt i måneden, senest den dag borgeren nåede 12 måneder. "
    "Dagen selv er til tiden.",
    f"{_within_month('started_on')} AND {LATE_START} IS NOT TRUE",
)
STARTED_LATE = Figure(
    "paabegyndt-for-sent",
    "Påbegyndt for sent",
    "Revurderinger, der blev påbegyndt i måneden, efter at borgeren nåede 12 måneder.",
    f"{_within_month('started_on')} AND {LATE_START}",
)
FINISHED_IN_TIME = Figure(
    "afsluttet-til-tiden",
    "Afsluttet til tiden",
    "Revurderinger, der blev afsluttet i måneden, senest den dag loven sætter (18 måneder, eller "
    "ved tilflytning op til 6 måneder efter flytningen). Nåede borgeren aldrig 18 måneder, blev ingen "
    "frist overskredet, og revurderingen tæller med her.",
    f"{_within_month('finished_on')} AND {LATE_FINISH} IS NOT TRUE",
)
FINISHED_LATE = Figure(
    "afsluttet-for-sent",
    "Afsluttet for sent",
    "Revurderinger, der blev afsluttet i måneden, efter den dag loven sætter (18 måneder, eller ved "
    "tilflytning op til 6 måneder efter flytningen).",
    f"{_within_month('finished_on')} AND {LATE_FINISH}",
)
OPEN_IN_TIME = Figure(
    "aabne-inden-fristen",
    "Åbne inden for fristen",
    "Revurderinger, der er begyndt eller skal påbegyndes og ikke er afsluttet på opgørelsesdagen, og "
    "hvor ingen af lovens dage er overskredet. " + REACHED,
    "is_open AND is_past IS NOT TRUE",
)
OPEN_LATE = Figure(
    "over-fristen",
    "Åbne over fristen",
    "Revurderinger, der ikke er afsluttet på opgørelsesdagen, og hvor enten 12 måneder er overskredet "
    "uden påbegyndelse, eller 18 måneder (ved tilflytning op til 6 måneder efter flytningen) er "
    "overskredet. Kommunens egen dag for at sende sagen til teamet tæller ikke med.",
    "is_open AND is_past",
)
LATE_ALL = Figure(
    "forsinkede",
    "Forsinkede",
    "Åbne over fristen, og de, der i måneden blev påbegyndt eller afsluttet for sent. Hver runde "
    "tæller én gang. Hver skal have en årsag.",
    LATE,
)
UNEXPLAINED = Figure(
    "uden-aarsag",
    "Forsinkede uden årsag",
    "De forsinkede revurderinger, hvor ingen har skrevet årsagen.",
    f"{LATE} AND reason = ''",
)
TO_ACT_ON = Figure(
    "kraever-handling",
    "Forsinkede, der kræver handling",
    "De forsinkede revurderinger, hvor årsagen mangler eller ikke er godkendt, som den står.",
    f"{LATE} AND NOT EXISTS (SELECT FROM reports_reasonapproval AS said WHERE said.case_id ="
    " rounds.case_id AND said.round = rounds.round AND said.reason = rounds.reason)",
)
FINISHED = Figure(
    "afsluttede",
    "Afsluttede i måneden",
    "Alle revurderinger, der blev afsluttet i måneden.",
    _within_month("finished_on"),
)
DUE_SOON = Figure(
    "forfalder-30",
    "Forfalder inden for 30 dage",
    "Revurderinger, hvor lovens næste dag (12 måneder uden påbegyndelse, ellers 18 måneder) ligger i "
    "dag eller inden for 30 dage. Dage efter i dag forudsætter, at ydelsen fortsætter.",
    f"{IN_HAND} AND next_due >= %(as_of)s AND next_due <= %(soon)s",
)
DUE_SOON_NOT_STARTED = Figure(
    "forfalder-30-ikke-paabegyndt",
    "Forfalder inden for 30 dage, ikke påbegyndt",
    "De af dem, der forfalder inden for 30 dage, som ikke er påbegyndt.",
    f"{IN_HAND} AND next_due >= %(as_of)s AND next_due <= %(soon)s AND started_on IS NULL",
)
WEEK = Figure(
    "uge",
    "Forfalder i ugen",
    "Revurderinger, hvor lovens næste dag (12 eller 18 måneder) ligger i ugen. Det, der allerede er "
    "over fristen, tæller ikke med.",
    f"{IN_HAND} AND next_due >= %(as_of)s AND next_due >= %(week)s AND next_due < %(week)s + 7",
)
START_POINT = Figure(
    "punkt-paabegyndt",
    "Revurdering igangsat rettidigt",
    "Runder, hvor borgeren nåede 12 måneder inden for det seneste år, og hvor det er afgjort, om "
    "revurderingen blev påbegyndt senest den dag.",
    START_JUDGED,
)
START_POINT_MET = Figure(
    "punkt-paabegyndt-opfyldt",
    "Igangsat rettidigt",
    "De af dem, hvor revurderingen blev påbegyndt senest den dag.",
    f"{START_JUDGED} AND started_on <= start_by",
)
START_POINT_FAILED = Figure(
    "punkt-paabegyndt-ikke-opfyldt",
    "Ikke igangsat rettidigt",
    "De af dem, hvor revurderingen blev påbegyndt senere eller slet ikke.",
    f"{START_JUDGED} AND (started_on <= start_by) IS NOT TRUE",
)
FINISH_POINT = Figure(
    "punkt-afsluttet",
    "Revurdering afsluttet rettidigt",
    "Runder, hvor borgeren nåede 18 måneder inden for det seneste år, og hvor det er afgjort, om "
    "revurderingen blev afsluttet senest den dag.",
    FINISH_JUDGED,
)
FINISH_POINT_MET = Figure(
    "punkt-afsluttet-opfyldt",
    "Afsluttet rettidigt",
    "De af dem, hvor revurderingen blev afsluttet senest den dag.",
    f"{FINISH_JUDGED} AND finished_on <= finish_by",
)
FINISH_POINT_FAILED = Figure(
    "punkt-afsluttet-ikke-opfyldt",
    "Ikke afsluttet rettidigt",
    "De af dem, hvor revurderingen blev afsluttet senere eller slet ikke.",
    f"{FINISH_JUDGED} AND (finished_on <= finish_by) IS NOT TRUE",
)
CASE_UNIT = ("sag", "sager")
OPEN_CASES = Figure(
    "sager", "Åbne sager", "Alle åbne sager i dag.", "true", CASES, CASE_UNIT
)  # fmt: skip
WITHOUT_CASEWORKER = Figure(
    "uden-sagsbehandler",
    "Uden sagsbehandler",
    "Åbne sager i dag, som ingen sagsbehandler har.",
    "caseworker_id IS NULL",
    CASES,
    CASE_UNIT,
)
BY_MONTHS = Figure(
    "maaneder",
    "Måneder i vinduet",
    "Åbne sager i dag efter hele måneder med ledighedsydelse inden for de seneste 18 måneder.",
    "months = %(months)s",
    CASES,
    CASE_UNIT,
)

# What a status is made of, in the order of the form.
STATUS = (
    DUE,
    STARTED_IN_TIME,
    STARTED_LATE,
    FINISHED_IN_TIME,
    FINISHED_LATE,
    OPEN_IN_TIME,
    OPEN_LATE,
)
# What is begun in a month is open or finished when it ends: the one bounds the other (committee.rules).
BEGUN = (STARTED_IN_TIME, STARTED_LATE)
HOLDING = (OPEN_IN_TIME, FINISHED_IN_TIME)
POINTS = ((START_POINT, START_POINT_MET), (FINISH_POINT, FINISH_POINT_MET))
# Today's own: they cannot be told for a day that has gone.
LIVE = (
    DUE_SOON,
    DUE_SOON_NOT_STARTED,
    WEEK,
    OPEN_CASES,
    WITHOUT_CASEWORKER,
    BY_MONTHS,
)
ALL = (
    *STATUS,
    LATE_ALL,
    UNEXPLAINED,
    TO_ACT_ON,
    FINISHED,
    START_POINT,
    START_POINT_MET,
    START_POINT_FAILED,
    FINISH_POINT,
    FINISH_POINT_MET,
    FINISH_POINT_FAILED,
    *LIVE,
)
BY_KEY = {figure.key: figure for figure in ALL}
