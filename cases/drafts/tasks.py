from celery import shared_task
from django.utils import timezone

from cases.drafts import operations


@shared_task
def clear_old_drafts() -> None:
    operations.clear_old(now=timezone.now())
