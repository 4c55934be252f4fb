from celery import shared_task
from django.utils import timezone

from cases.reconciling import operations


class BooksDoNotTally(Exception):
    """The page says which; the run ends red."""


@shared_task
def reconcile() -> None:
    """Rung every hour."""
    if standing := operations.reconcile(at=timezone.now()):
        raise BooksDoNotTally(f"{standing} mangler")
