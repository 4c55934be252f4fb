from importlib import import_module

from celery import shared_task
from django.conf import settings


@shared_task
def clear_expired_sessions() -> None:
    """The engine knows which are too old; nobody can come back to them."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
