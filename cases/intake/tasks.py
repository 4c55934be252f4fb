from celery import shared_task
from django.utils import timezone

from cases.intake import operations


@shared_task
def clear_expired_lists() -> None:
    operations.delete_expired(now=timezone.now())
