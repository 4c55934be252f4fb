"""What runs when: the one table that beat reads.

Times are UTC. Nothing may run only between 22 and 24 UTC: there the date in
Copenhagen is today in winter and tomorrow in summer. A test holds this.
"""

from datetime import timedelta
from typing import Any

SCHEDULE: dict[str, dict[str, Any]] = {
    # Expires before the next ring: a backlog of old rings is no sign of life.
    "heartbeat": {
        "task": "flexjob.health.tasks.heartbeat",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 55},
    },
}
