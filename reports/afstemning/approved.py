"""The lists that stand: the latest of each source, and whose a line of one is today.

A line of somebody who was not registered keeps a digest of their number (`AfstemningLine.digest`):
by it the line is the citizen's who was registered since. Lines whose digests are of two look-up
keys do not match one another, and a key that is dropped takes its digests along.
"""

from django.db.models import QuerySet

from reports.afstemning.models import Afstemning

# Of a `line` in a statement, with what must be joined for it.
WHOSE = "COALESCE(number.citizen_id, line.citizen_id)"
REGISTERED_SINCE = """
        LEFT JOIN cases_cprdigest keyed
            ON keyed.key_version = line.key_version AND keyed.digest = line.digest
        LEFT JOIN cases_cprnumber number ON number.id = keyed.number_id"""


def lists() -> QuerySet[Afstemning]:
    return Afstemning.objects.filter(state=Afstemning.State.APPROVED).select_related("source")


def latest_of_each_source() -> QuerySet[Afstemning]:
    """Among those it is narrowed to."""
    return lists().order_by("source_id", "-list_day", "-approved_at").distinct("source_id")
