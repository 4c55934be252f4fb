from celery import shared_task
from django.utils import timezone

from flexjob.health import signs


@shared_task
def heartbeat() -> None:
    signs.leave(sign=signs.WORKER, at=timezone.now())
