"""The committee's version is made once: of all, or, closed by quality control, of those that are in.

Nothing is ever added to it. Made again with one that came late, it would tell that one's numbers by
the difference (docs/decisions/0029 and 0037). The statuses in it can be taken back no more.
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from cases.people.models import Employee, Jobcenter
from reports.committee import queries, rules
from reports.committee.models import CommitteePart, CommitteeVersion
from reports.committee.queries import InSoFar
from reports.figures.month import Month
from reports.status import operations as statuses
from reports.status import queries as sent


def make_version(*, month: Month, by: Employee) -> CommitteeVersion | None:
    """Of all, the first time it is looked at; None while one is missing, or nobody had a case."""
    if not queries.in_so_far(month).may_be_made:
        return None
    with transaction.atomic():
        _lock(month)
        found = queries.in_so_far(month)
        if (made := queries.version_of(month)) is not None or not found.may_be_made:
            return made
        return _made(month, found, {}, by)


class TooEarly(Exception):
    def __init__(self, closable_from: date) -> None:
        super().__init__(str(closable_from))
        self.closable_from = closable_from


class AlreadyMade(Exception):
    pass


class NothingToShow(Exception):
    """No jobcenter is in: a version without numbers helps nobody."""


class OthersAreMissing(Exception):
    """Not those that were named: one has come meanwhile, or another owes a status too."""


def close_version(
    *, month: Month, reasons: Mapping[int, str], by: Employee, as_of: date
) -> CommitteeVersion:
    """Without the jobcentres that are missing, which `reasons` must name, each with why.

    Raises TooEarly, AlreadyMade, NothingToShow, OthersAreMissing.
    """
    if as_of < (first := rules.closable_from(month.after)):
        raise TooEarly(first)
    with transaction.atomic():
        _lock(month)
        if queries.version_of(month) is not None:
            raise AlreadyMade
        found = queries.in_so_far(month)
        if not found.approved:
            raise NothingToShow
        if not reasons or {one.pk for one in found.missing} != set(reasons):
            raise OthersAreMissing
        return _made(month, found, reasons, by)


def _made(
    month: Month, found: InSoFar, reasons: Mapping[int, str], by: Employee
) -> CommitteeVersion:
    """Who looks at it has read each status in it."""
    version = CommitteeVersion.objects.create(month=month.first, made_by=by)
    for key, status in found.approved.items():
        statuses.open_status(status=status, by=by, is_quality_control=True)
        CommitteePart.objects.create(version=version, jobcenter_id=key, status=status)
    for key, reason in reasons.items():
        CommitteePart.objects.create(version=version, jobcenter_id=key, reason=reason.strip())
    return queries.version_of(month) or version


def _lock(month: Month) -> None:
    """All that could be in, in one order: none is approved or taken back meanwhile."""
    everyone = [one.pk for one in sent.reporting_jobcentres(month=month)]
    waited_for = Jobcenter.objects.select_for_update(no_key=True).filter(pk__in=everyone)
    list(waited_for.order_by("pk"))
