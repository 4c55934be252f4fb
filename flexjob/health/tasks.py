from typing import Any

from celery import shared_task
from celery.signals import before_task_publish
from django.utils import timezone

from flexjob.health import signs


@shared_task
def heartbeat() -> None:
    signs.leave(sign=signs.WORKER, at=timezone.now())


@before_task_publish.connect(sender=heartbeat.name)
def beat_was_here(**_: Any) -> None:
    """Nobody but beat sends this task, so sending it is beat's own sign."""
    signs.leave(sign=signs.BEAT, at=timezone.now())
