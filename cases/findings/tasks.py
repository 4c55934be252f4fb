from celery import shared_task
from django.utils import timezone

from cases.findings import everyone, queries
from cases.history import Actor


@shared_task
def genberegn_nat() -> None:
    """Rung several times a night: recomputes everyone unless that is done for today."""
    as_of = timezone.localdate()
    if queries.is_done(as_of=as_of):
        return
    try:
        everyone.recompute_everyone(as_of=as_of, actor=Actor.job("genberegn_nat"))
    except everyone.AlreadyRunning:
        return
