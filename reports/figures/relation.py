"""The rows that every number counts: one for each round and the case that answers for it.

A finished round is answered for by the case it was finished on; any other by the case that was open
on the day. What is registered for later days than the one judged on is not seen. A round is in
hand until the next one is reached, and after that only when something was begun in it: without a
record it is "ikke registreret" and asks nothing of anybody (cases.deadlines.next_step). Nor does
one that nobody has begun and whose days all fall while the municipality is exempt: it is not open.

The same text reads the tables as they stand, or the facts as they stood on a day (`Source`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cases.deadlines.rulesets import RuleSet

# `start_by` and `finish_by` are empty where the law sets no day, or the municipality is exempt.
# `last_day` is `revurdering.rules.finish_by` in SQL; a test holds the two together.
ROUNDS = """
    SELECT judged.*,
           finished_on IS NULL AND is_in_hand
               AND (begun OR (m12 <= %(as_of)s AND COALESCE(start_by, finish_by) IS NOT NULL)) AS is_open,
           CASE WHEN finished_on IS NULL AND is_in_hand
                THEN CASE WHEN started_on IS NULL THEN COALESCE(start_by, finish_by)
                          ELSE finish_by END END AS next_due,
           (started_on IS NULL AND start_by < %(as_of)s) OR finish_by < %(as_of)s AS is_past
    FROM (
        SELECT answering.id AS case_id, answering.jobcenter_id, answering.caseworker_id, found.*,
               later.m12 IS NULL OR later.m12 > %(as_of)s OR begun AS is_in_hand
        FROM (
            SELECT mark.citizen_id, mark.round, mark.m12,
                   CASE WHEN NOT mark.m12 <@ ANY(%(exempt)s::daterange[]) THEN mark.m12 END AS start_by,
                   CASE WHEN NOT last_day <@ ANY(%(exempt)s::daterange[]) THEN last_day END AS finish_by,
                   record.case_id AS record_case_id,
                   CASE WHEN record.started_on <= %(as_of)s THEN record.started_on END AS started_on,
                   CASE WHEN record.finished_on <= %(as_of)s THEN record.finished_on END AS finished_on,
                   COALESCE(record.lateness_reason, '') AS reason, record.version,
                   COALESCE(LEAST(record.handed_over_on, record.received_on, record.started_on,
                                  record.finished_on) <= %(as_of)s, false) AS begun
            FROM {findings} AS mark
            LEFT JOIN {records} AS record
              ON record.citizen_id = mark.citizen_id AND record.round = mark.round
            CROSS JOIN LATERAL (SELECT COALESCE(
                GREATEST(mark.m18, CASE
                    WHEN record.tilflytning_on <= mark.m18 AND record.tilflytning_on <= %(as_of)s
                         AND NOT mark.m18 <@ ANY(%(exempt)s::daterange[])
                    THEN (SELECT (record.tilflytning_on + make_interval(months => rule.months))::date
                          FROM unnest(%(moving_rules)s::daterange[], %(moving_months)s::int[])
                               AS rule (valid, months)
                          WHERE record.tilflytning_on <@ rule.valid) END),
                CASE WHEN mark.m12 < %(finish_rule_from)s THEN mark.m12 END) AS last_day) AS duty
            WHERE mark.m12 IS NOT NULL
        ) AS found
        LEFT JOIN {findings} AS later
          ON later.citizen_id = found.citizen_id AND later.round = found.round + 1
        JOIN {cases} AS answering
          ON answering.citizen_id = found.citizen_id
         AND CASE WHEN found.finished_on IS NOT NULL THEN answering.id = found.record_case_id
                  ELSE answering.opened_on <= %(as_of)s
                       AND (answering.closed_on IS NULL OR answering.closed_on > %(as_of)s) END
    ) AS judged"""

# Who has a case is known for today only; so is how far each citizen has come.
CASES = """
    SELECT answering.id AS case_id, answering.jobcenter_id, answering.caseworker_id,
           answering.citizen_id, step.round, step.due AS next_due, '' AS reason,
           NULL::date AS start_by, NULL::date AS finish_by, NULL::date AS started_on,
           NULL::date AS finished_on, NULL::int AS version,
           width_bucket(step.counted_days, %(lengths)s::int[]) AS months
    FROM {cases} AS answering
    JOIN cases_nextstep AS step ON step.citizen_id = answering.citizen_id
    WHERE answering.closed_on IS NULL"""


@dataclass(frozen=True)
class Source:
    """Where the facts are read; `before` introduces what is not a table of its own.

    `rules` None are those in use.
    """

    findings: str = "cases_finding"
    records: str = "revurdering_revurdering"
    cases: str = "cases_case"
    before: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    rules: RuleSet | None = None

    def read(self, relation: str) -> str:
        return relation.format(findings=self.findings, records=self.records, cases=self.cases)


AS_IT_STANDS = Source()
