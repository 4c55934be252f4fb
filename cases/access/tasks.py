from importlib import import_module

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from cases.access import throttle


@shared_task
def clear_expired_sessions() -> None:
    """The engine knows which are too old; nobody can come back to them."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@shared_task
def clear_old_log_ins() -> None:
    throttle.clear_old_log_ins(now=timezone.now())
