from celery import shared_task
from django.utils import timezone

from cases.mail import composing, queries, sending


@shared_task
def send_mail() -> None:
    """Rung every 15 minutes; the database says whether there is anything to write or to send.

    What was written before one person's mail failed is sent all the same.
    """
    if not queries.is_set_up():
        return
    try:
        composing.compose(at=timezone.now())
    finally:
        sending.send_waiting(at=timezone.now())
