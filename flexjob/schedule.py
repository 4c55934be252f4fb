"""What runs when: the one table that beat reads.

Times are UTC. Nothing may run only between 22 and 24 UTC: there the date in
Copenhagen is today in winter and tomorrow in summer. A test holds this.
"""

from datetime import timedelta
from typing import Any

from celery.schedules import crontab

SCHEDULE: dict[str, dict[str, Any]] = {
    # Expires before the next ring: a backlog of old rings is no sign of life.
    "heartbeat": {
        "task": "flexjob.health.tasks.heartbeat",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 55},
    },
    # Rings every quarter; the ledger says which Danish dates are not done. So a night without
    # power is made good in the first quarter after it, and nobody need know when midnight was.
    "nat": {
        "task": "cases.nights.tasks.run_nights",
        "schedule": crontab(minute="*/15"),
        "options": {"expires": 14 * 60},
    },
    # The database says what is due; a ring that was missed is made good by the next.
    "send_mail": {
        "task": "cases.mail.tasks.send_mail",
        "schedule": crontab(minute="*/15"),
        "options": {"expires": 14 * 60},
    },
    # The first in the hour comes soon after the night: facts go on changing.
    "afstem": {
        "task": "cases.reconciling.tasks.reconcile",
        "schedule": crontab(minute="40"),
        "options": {"expires": 50 * 60},
    },
    # What is only kept for a time. Each deletes all that is too old, so a missed night is no loss.
    "ryd_kladder": {
        "task": "cases.drafts.tasks.clear_old_drafts",
        "schedule": crontab(minute="20", hour="1,3,5"),
        "options": {"expires": 55 * 60},
    },
    "ryd_indlaesninger": {
        "task": "cases.intake.tasks.clear_expired_lists",
        "schedule": crontab(minute="25", hour="1,3,5"),
        "options": {"expires": 55 * 60},
    },
    "ryd_sessioner": {
        "task": "cases.access.tasks.clear_expired_sessions",
        "schedule": crontab(minute="30", hour="1,3,5"),
        "options": {"expires": 55 * 60},
    },
    "ryd_log_ind": {
        "task": "cases.access.tasks.clear_old_log_ins",
        "schedule": crontab(minute="35", hour="1,3,5"),
        "options": {"expires": 55 * 60},
    },
}
