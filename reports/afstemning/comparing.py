"""Lays the staged list beside the standing periods of ledighedsydelse, all of them in one statement.

A person agrees when both sides have the same days: periods that follow one another without a day
between are one, whoever cut them. Everything on the list is compared; of ours what the list should
have (it goes on, or ended no earlier than the list covers) and what a row of the list overlaps. A
person one of whose rows cannot be read is not compared at all.

A list holds all of its own source. Who goes on, on the latest approved list of another source from
the same quarter or the one before, is not missing from this one, but counted beside it: the first
list of a quarter cannot wait for the others. A source that sent none in so long is not in use.
"""

from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from cases.citizens.models import restricted_sql
from cases.intake.staging import joined_as_sets
from reports.afstemning import approved
from reports.afstemning.approved import REGISTERED_SINCE, WHOSE
from reports.afstemning.models import Afstemning
from reports.quarters import Quarter

CLASH = "Rækkerne for personen overlapper hinanden på listen. Hent listen igen, eller ret den"

COMPARE = f"""
    WITH told AS (
        SELECT DISTINCT ON (citizen_id, is_readable, start, "end") *
        FROM cases_intakerow WHERE run_id = %(run)s AND citizen_id IS NOT NULL
        ORDER BY citizen_id, is_readable, start, "end", line
    ), in_turn AS (
        SELECT told.*, COALESCE(start < max(COALESCE("end", 'infinity')) OVER (
                   PARTITION BY citizen_id ORDER BY start, "end"
                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), false) AS clashes
        FROM told
    ), listed AS MATERIALIZED (
        SELECT citizen_id, min(line) AS line, bool_and(is_readable) AS is_readable,
               bool_or(clashes) AS clashes, bool_or(is_hidden) AS is_hidden,
               bool_or(is_new_citizen) AS is_new,
               (array_agg(digests[cardinality(digests)]) FILTER (WHERE is_new_citizen))[1] AS digest,
               COALESCE(bool_or(start <= %(list_day)s
                        AND ("end" IS NULL OR "end" > %(list_day)s)), false) AS goes_on,
               array_agg(daterange(start, "end") ORDER BY start) FILTER (WHERE is_readable) AS spans
        FROM in_turn GROUP BY citizen_id
    ), ours AS MATERIALIZED (
        SELECT p.citizen_id, array_agg(daterange(p.start, p."end") ORDER BY p.start) AS spans,
               jsonb_agg(jsonb_build_array(p.id, p.version, p.start, p."end") ORDER BY p.start)
                   AS periods
        FROM cases_period p LEFT JOIN listed ON listed.citizen_id = p.citizen_id
        WHERE p.kind = 'ledighedsydelse' AND p.annulled_on IS NULL
          AND (p."end" IS NULL OR p."end" > %(covers_from)s
               OR daterange(p.start, p."end") && ANY (listed.spans))
        GROUP BY p.citizen_id
    ), others AS MATERIALIZED (
        SELECT id, source_id, list_day FROM reports_afstemning WHERE id = ANY (%(others)s)
    ), elsewhere AS MATERIALIZED (
        SELECT DISTINCT ON ({WHOSE}) {WHOSE} AS citizen_id, others.source_id, others.list_day
        FROM others JOIN reports_afstemningline line ON line.afstemning_id = others.id{REGISTERED_SINCE}
        WHERE line.line IS NOT NULL AND line.goes_on
        ORDER BY {WHOSE}, others.list_day DESC, others.id
    ), beside AS (
        SELECT COALESCE(listed.citizen_id, ours.citizen_id) AS citizen_id, listed.line,
               COALESCE(listed.is_new, false) AS is_new, listed.digest,
               COALESCE(listed.goes_on, false) AS goes_on,
               COALESCE(listed.is_hidden, {restricted_sql("c")}, false) AS is_hidden,
               COALESCE(listed.clashes, false) AS clashes, listed.spans, ours.periods,
               CASE WHEN listed.citizen_id IS NULL THEN 'mangler_paa_listen'
                    WHEN NOT listed.is_readable OR listed.clashes THEN 'kan_ikke_laeses'
                    WHEN ours.citizen_id IS NULL THEN 'mangler_hos_os'
                    WHEN listed.spans = ours.spans THEN 'stemmer'
                    WHEN (SELECT range_agg(span) FROM unnest(listed.spans) AS span)
                       = (SELECT range_agg(span) FROM unnest(ours.spans) AS span) THEN 'stemmer'
                    ELSE 'andre_datoer' END AS verdict
        FROM listed FULL JOIN ours ON ours.citizen_id = listed.citizen_id
        LEFT JOIN cases_citizen c ON c.id = COALESCE(listed.citizen_id, ours.citizen_id)
        LEFT JOIN elsewhere ON elsewhere.citizen_id = ours.citizen_id
        WHERE listed.citizen_id IS NOT NULL OR elsewhere.citizen_id IS NULL
    ), laid AS (
    INSERT INTO reports_afstemningline
        (afstemning_id, line, citizen_id, is_new, digest, key_version, is_hidden, is_closed, goes_on,
         "group", message, ours, listed, moves, has_effect, decision, written, opened_case, "left")
    SELECT %(afstemning)s, line, citizen_id, is_new, digest,
           CASE WHEN digest IS NOT NULL THEN %(key_version)s END, is_hidden, false, goes_on, verdict,
           CASE WHEN clashes THEN %(clash)s ELSE '' END,
           CASE WHEN verdict = 'stemmer' OR is_hidden THEN '[]' ELSE COALESCE(periods, '[]') END,
           CASE WHEN verdict = 'stemmer' OR is_hidden OR spans IS NULL THEN '[]' ELSE
               (SELECT jsonb_agg(jsonb_build_array(lower(span), upper(span))) FROM unnest(spans) AS span)
           END, '[]', false, '', '[]', '', ''
    FROM beside ORDER BY line NULLS LAST, citizen_id
    )
    SELECT source.name, elsewhere.list_day, count(*)
    FROM ours JOIN elsewhere ON elsewhere.citizen_id = ours.citizen_id
    JOIN reports_listsource source ON source.id = elsewhere.source_id
    LEFT JOIN listed ON listed.citizen_id = ours.citizen_id
    WHERE listed.citizen_id IS NULL GROUP BY 1, 2 ORDER BY 1
"""

# A row without a readable number is nobody's: it stands by itself.
NOBODYS = """
    INSERT INTO reports_afstemningline
        (afstemning_id, line, is_new, is_hidden, is_closed, goes_on, "group", message,
         ours, listed, moves, has_effect, decision, written, opened_case, "left")
    SELECT %(afstemning)s, line, false, false, false, false, 'kan_ikke_laeses', '',
           '[]', '[]', '[]', false, '', '[]', '', ''
    FROM cases_intakerow WHERE run_id = %(run)s AND citizen_id IS NULL ORDER BY line
"""

# What is said of a row that cannot be read: all its problems; of a restricted citizen nothing.
WHY = """
    UPDATE reports_afstemningline line SET message = left(why.message, 600)
    FROM (
        SELECT r.citizen_id, CASE WHEN r.citizen_id IS NULL THEN r.line END AS line,
               string_agg(format('Række %%s%%s: %%s', r.line,
                   CASE WHEN p."column" = '' THEN '' ELSE ', ' || p."column" END, p.message),
                   '. ' ORDER BY p.line, p.id) AS message
        FROM cases_intakerow r
        JOIN cases_intakeproblem p ON p.run_id = r.run_id AND p.line = r.line
        WHERE r.run_id = %(run)s GROUP BY 1, 2
    ) why
    WHERE line.afstemning_id = %(afstemning)s AND line."group" = 'kan_ikke_laeses'
      AND NOT line.is_hidden AND line.message = ''
      AND (line.citizen_id = why.citizen_id OR (line.citizen_id IS NULL AND line.line = why.line))
"""

# Only who may have to be registered or given a case is needed any longer.
LET_GO = """
    DELETE FROM cases_intakerow r USING reports_afstemningline line
    WHERE r.run_id = %(run)s AND line.afstemning_id = %(afstemning)s
      AND line.citizen_id = r.citizen_id AND line."group" NOT IN ('mangler_hos_os', 'kan_ikke_laeses')
"""


class Elsewhere(NamedTuple):
    """Persons with a period here who are on that source's list, and need not be on this one."""

    source: str
    list_day: date
    people: int


def _others(afstemning: Afstemning) -> QuerySet[Afstemning]:
    quarter = Quarter.of(afstemning.list_day)
    in_use = approved.latest_of_each_source().filter(
        list_day__range=(quarter.before.first, quarter.last)
    )
    return in_use.exclude(source=afstemning.source_id)


def compare(afstemning: Afstemning, *, rows: int) -> list[Elsewhere]:
    values: dict[str, Any] = {
        "afstemning": afstemning.pk,
        "run": afstemning.staged_id,
        "others": [one.pk for one in _others(afstemning)],
        "list_day": afstemning.list_day,
        "covers_from": afstemning.covers_from,
        "clash": CLASH,
        "key_version": max(afstemning.staged.key_versions),
    }
    with joined_as_sets(rows), connection.cursor() as cursor:
        cursor.execute(COMPARE, values)
        elsewhere = [Elsewhere(*row) for row in cursor]
        for statement in (NOBODYS, WHY, LET_GO):
            cursor.execute(statement, values)
    return elsewhere
