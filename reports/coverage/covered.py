"""Each person of the lists once, and what covers them: the statement behind the proof.

Whose a line is, `reports.afstemning.approved` says. Two lists' lines of one who is still not
registered are one person by their digest; a line that has lost it stands by itself.
"""

from cases.citizens.models import restricted_sql
from reports.afstemning.approved import REGISTERED_SINCE, WHOSE

TOLD = f"""
    WITH told AS MATERIALIZED (
        SELECT line.id, line.line, line.afstemning_id, line.goes_on, line.is_hidden, list.list_day,
               line."group" = 'kan_ikke_laeses' AS is_unread,
               {WHOSE} AS citizen_id,
               COALESCE(number.citizen_id::text,
                        line.key_version || ' ' || encode(line.digest, 'hex'),
                        line.citizen_id::text, line.id::text) AS person
        FROM reports_afstemningline line
        JOIN reports_afstemning list ON list.id = line.afstemning_id{REGISTERED_SINCE}
        WHERE line.afstemning_id = ANY (%(lists)s)
    ), explained AS MATERIALIZED (
        SELECT DISTINCT ON (given.person, given.is_beside)
               given.person, given.is_beside, given.reason
        FROM (
            SELECT told.person, told.line IS NULL AS is_beside, r.id, r.reason
            FROM reports_coveragereason r JOIN told ON told.id = r.line_id
            UNION ALL
            SELECT r.citizen_id::text, true, r.id, r.reason
            FROM reports_coveragereason r WHERE r.afstemning_id = ANY (%(lists)s)
        ) given
        ORDER BY given.person, given.is_beside, given.id DESC
    )
"""


# Receives, has an open case and computed dates, and is not on leave: of the citizen `who` on `day`.
def _clock(who: str, day: str) -> str:
    held = (
        f"SELECT FROM cases_period p WHERE p.citizen_id = {who} AND p.annulled_on IS NULL"
        f' AND daterange(p.start, p."end") @> {day}::date AND p.kind'
    )
    return f"""
        SELECT EXISTS ({held} = 'ledighedsydelse')
            AND EXISTS (SELECT FROM cases_case k WHERE k.citizen_id = {who} AND k.closed_on IS NULL)
            AND EXISTS (SELECT FROM cases_finding f WHERE f.citizen_id = {who} AND f.is_current)
            AS runs,
            EXISTS ({held} IN ('barsel', 'sorgorlov')) AS is_on_leave
    """


# Of one on two lists: the row on which the benefit goes on, then that of the newest list.
ON_LIST = f"""
    SELECT DISTINCT ON (told.person)
           told.id, told.line, told.afstemning_id, told.citizen_id,
           told.is_hidden OR COALESCE({restricted_sql("c")}, false) AS is_hidden,
           COALESCE(why.reason, '') AS reason, told.is_unread,
           CASE WHEN NOT told.goes_on AND NOT told.is_unread THEN 'ophoert'
                WHEN told.afstemning_id = ANY (%(exempt_lists)s) THEN 'fritaget'
                WHEN clock.is_on_leave THEN 'orlov'
                WHEN clock.runs THEN 'loebende_ur'
                WHEN why.reason IS NOT NULL THEN 'begrundet'
                ELSE 'uforklaret' END AS standing
    FROM told
    LEFT JOIN cases_citizen c ON c.id = told.citizen_id
    LEFT JOIN explained why ON why.person = told.person AND NOT why.is_beside
    CROSS JOIN LATERAL ({_clock("told.citizen_id", "told.list_day")}) clock
    WHERE told.line IS NOT NULL
    ORDER BY told.person, told.goes_on DESC, told.list_day DESC, told.id DESC
"""

# The reason is given on the line that a list made of them, or on them: one registered since has none.
OFF_LIST = f"""
    SELECT COALESCE(beside.id, 0), 0, NULL::uuid, here.citizen_id, {restricted_sql("c")},
           COALESCE(why.reason, ''), false,
           CASE WHEN why.reason IS NULL THEN 'ikke_paa_listen' ELSE 'udenfor_begrundet' END
    FROM (
        SELECT DISTINCT p.citizen_id FROM cases_period p
        WHERE p.kind = 'ledighedsydelse' AND p.annulled_on IS NULL
          AND daterange(p.start, p."end") @> %(list_day)s::date
          AND NOT EXISTS (
            SELECT FROM told WHERE told.citizen_id = p.citizen_id AND told.line IS NOT NULL)
    ) here
    JOIN cases_citizen c ON c.id = here.citizen_id
    CROSS JOIN LATERAL ({_clock("here.citizen_id", "%(list_day)s")}) clock
    LEFT JOIN (
        SELECT citizen_id, max(id) AS id FROM told WHERE line IS NULL GROUP BY citizen_id
    ) beside ON beside.citizen_id = here.citizen_id
    LEFT JOIN explained why ON why.person = here.citizen_id::text AND why.is_beside
    WHERE clock.runs AND NOT clock.is_on_leave AND NOT %(is_exempt)s
"""

COVERED = f"{TOLD} ({ON_LIST}) UNION ALL {OFF_LIST}"
