"""What the teamchef tells quality control about the late ones: written from the approved reasons.

A draft to be edited. What is sent stands on the step that confirms the status, and never changes.
"""

from cases.access import door
from cases.access.viewer import Viewer
from cases.citizens.models import restricted_sql
from cases.danish import numbers
from reports.figures import catalogue
from reports.figures import queries as figures
from reports.figures.relation import AS_IT_STANDS
from reports.figures.scope import Scope

MOST_LETTERS = 4000
ROOM_FOR_THE_REST = 80
# The wording that was approved must be the one that stands.
TOLD = """
    SELECT late.reason, string_agg(cases.number, ', ' ORDER BY cases.number)
               FILTER (WHERE NOT {restricted}),
           count(*) FILTER (WHERE {restricted})
    FROM (SELECT * FROM ({rounds}) AS rounds WHERE {where} AND {late}) AS late
    JOIN reports_reasonapproval AS approval
      ON approval.case_id = late.case_id AND approval.round = late.round
     AND approval.reason = late.reason
    JOIN cases_case AS cases ON cases.id = late.case_id
    JOIN cases_citizen AS citizen ON citizen.id = cases.citizen_id
    WHERE late.case_id IN ({seen})
    GROUP BY 1 ORDER BY min(cases.number)"""


def draft(viewer: Viewer, scope: Scope) -> str:
    """A line for each reason, with the cases it was given on; those with restricted access as a number."""
    seen, given = figures.named(door.visible_cases(viewer).order_by().values("pk"))
    if not seen:
        return ""
    late = catalogue.LATE_ALL
    sql = TOLD.format(
        rounds=AS_IT_STANDS.read(late.relation),
        where=scope.where,
        late=late.where,
        seen=seen,
        restricted=restricted_sql("citizen"),
    )
    told = figures.asked(sql, scope, given)
    lines = [f"{reason}: {found}" for reason, found, _ in told if found]
    if kept := sum(count for *_, count in told):
        counted = numbers.counted(kept, "revurdering", "revurderinger")
        lines.append(f"Med begrænset adgang: {counted} med godkendt årsag")
    return _fitted(lines)


def _fitted(lines: list[str]) -> str:
    """As many whole lines as there is room for, and how many were left out."""
    text = ""
    for place, line in enumerate(lines):
        if len(text) + len(line) > MOST_LETTERS - ROOM_FOR_THE_REST:
            left = numbers.counted(len(lines) - place, "årsag", "årsager")
            return f"{text}og {left} mere, se listen over forsinkede"
        text += f"{line}\n"
    return text.rstrip("\n")
