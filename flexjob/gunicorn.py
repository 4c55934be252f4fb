"""Settings of the web server: `gunicorn -c python:flexjob.gunicorn flexjob.wsgi`."""

import os
from typing import Any

bind = os.environ.get("FLEXJOB_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("FLEXJOB_WEB_WORKERS", "2"))
threads = 4
# Its place in the home folder would be shared by every copy on the machine.
control_socket_disable = True
timeout = 60
# A worker that lives for ever hides a leak for ever.
max_requests = 10_000
max_requests_jitter = 1_000
accesslog = "-"
logger_class = "flexjob.access_log.AccessLog"
# %(U)s is the path alone: a query string never reaches a log. No address of ours holds more of a
# citizen than the number of the case; what someone types in its place is masked.
access_log_format = "%(t)s %(h)s %(m)s %(U)s %(s)s %(B)s %(M)sms"


def post_worker_init(worker: Any) -> None:
    """Django reads the pages at the first request: nobody on the phone should wait for that."""
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
