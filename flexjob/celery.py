"""The Celery application. What runs when stands in `flexjob.schedule`."""

import os

from celery import Celery
from celery.signals import beat_init, worker_init
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flexjob.settings")

app = Celery("flexjob")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# The packages whose tasks.py stands below an application's own folder.
app.autodiscover_tasks(
    [
        "flexjob.health",
        "cases.access",
        "cases.drafts",
        "cases.intake",
        "cases.mail",
        "cases.nights",
        "cases.reconciling",
    ]
)


@worker_init.connect
@beat_init.connect
def refuse_unfit_start(**_: object) -> None:
    from flexjob import startup  # the app registry is not ready when this module is imported

    try:
        startup.refuse_unfit_start()
    except ImproperlyConfigured as refusal:
        # Celery logs any ordinary exception of a signal and starts all the same.
        raise SystemExit(str(refusal)) from refusal
