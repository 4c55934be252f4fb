from celery import shared_task
from django.utils import timezone

from cases.mail import queries, sending


@shared_task
def send_mail() -> None:
    """Rung every 15 minutes; the database says whether there is anything to send."""
    if queries.is_set_up():
        sending.send_waiting(at=timezone.now())
