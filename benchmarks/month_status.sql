-- The month status of every jobcenter, written as bare aggregates: the yardstick of
-- benchmarks/month_status.py, which also checks that the product's numbers are the same.
-- Parameters: the day judged on, the first of the month and of the next, and from when the law
-- has had the 18 months.
WITH facts AS (
    SELECT kase.jobcenter_id AS jobcenter, mark.m12,
           COALESCE(mark.m18, CASE WHEN mark.m12 < %(finish_rule_from)s THEN mark.m12 END) AS last_day,
           record.started_on AS started, record.finished_on AS finished,
           record.started_on <= %(as_of)s OR record.handed_over_on <= %(as_of)s
               OR record.received_on <= %(as_of)s OR record.finished_on <= %(as_of)s AS begun,
           later.m12 <= %(as_of)s AS superseded
    FROM cases_case AS kase
    JOIN cases_finding AS mark ON mark.citizen_id = kase.citizen_id AND mark.m12 IS NOT NULL
    LEFT JOIN cases_finding AS later
      ON later.citizen_id = mark.citizen_id AND later.round = mark.round + 1
    LEFT JOIN revurdering_revurdering AS record
      ON record.citizen_id = mark.citizen_id AND record.round = mark.round
    WHERE (record.finished_on <= %(as_of)s AND record.case_id = kase.id)
       OR ((record.finished_on IS NULL OR record.finished_on > %(as_of)s)
           AND kase.opened_on <= %(as_of)s
           AND (kase.closed_on IS NULL OR kase.closed_on > %(as_of)s))
), seen AS (
    SELECT jobcenter, m12, last_day,
           CASE WHEN started <= %(as_of)s THEN started END AS started,
           CASE WHEN finished <= %(as_of)s THEN finished END AS finished,
           begun IS TRUE AS begun, superseded IS TRUE AS superseded
    FROM facts
)
SELECT jobcenter,
       count(*) FILTER (WHERE m12 >= %(first)s AND m12 < %(after)s AND m12 <= %(as_of)s),
       count(*) FILTER (WHERE started >= %(first)s AND started < %(after)s AND started <= m12),
       count(*) FILTER (WHERE started >= %(first)s AND started < %(after)s AND started > m12),
       count(*) FILTER (WHERE finished >= %(first)s AND finished < %(after)s
                          AND (last_day IS NULL OR finished <= last_day)),
       count(*) FILTER (WHERE finished >= %(first)s AND finished < %(after)s AND finished > last_day),
       count(*) FILTER (WHERE finished IS NULL AND (begun OR (m12 <= %(as_of)s AND NOT superseded))
                          AND NOT (started IS NULL AND m12 < %(as_of)s)
                          AND (last_day IS NULL OR last_day >= %(as_of)s)),
       count(*) FILTER (WHERE finished IS NULL AND (begun OR (m12 <= %(as_of)s AND NOT superseded))
                          AND ((started IS NULL AND m12 < %(as_of)s) OR last_day < %(as_of)s))
FROM seen GROUP BY jobcenter
