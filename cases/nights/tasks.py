"""The night by Celery. `manage.py koer_nat` runs the same from cron."""

import logging

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerAway

from cases.history import Actor
from cases.nights import operations, parts

logger = logging.getLogger(__name__)

NIGHT = Actor.job("nat")
# Seconds after which nobody needs the help that was rung for.
HELP_EXPIRES = 600


class EndedRed(Exception):
    """The nights are finished, but not everybody could be computed."""


@shared_task
def run_nights() -> None:
    """Rung every quarter; does nothing when the ledger owes nothing."""
    today = timezone.localdate()
    operations.refuse_a_clock_ahead(today=today)
    try:
        nights = operations.run_nights(today=today, actor=NIGHT, ring=ring_for_help)
    except operations.AlreadyRunning:
        return
    if nights and nights[-1].is_red:
        raise EndedRed(f"{len(nights[-1].failures)} borgere kunne ikke beregnes")


@shared_task
def help_tonight() -> None:
    """One part, if there is one left."""
    parts.work_on_one(actor=NIGHT)


def ring_for_help(count: int) -> None:
    """One ring a part. Without a broker the leader does it all by itself."""
    try:
        for _ in range(count - 1):  # the leader takes one itself
            help_tonight.apply_async(retry=False, expires=HELP_EXPIRES)
    except BrokerAway:
        logger.warning("Mægleren svarer ikke; natten regnes uden hjælp")
