import json
import logging

from flexjob import gunicorn, logs


def test_an_event_is_one_line_of_json() -> None:
    record = logging.LogRecord("cases", logging.INFO, "", 1, "sag %s", ("F-2026-0412",), None)
    line = logs.JsonFormatter().format(record)
    assert json.loads(line)["message"] == "sag F-2026-0412"
    assert "\n" not in line


def test_the_access_log_knows_no_query_string() -> None:
    # r = request line, q = query string, f = referer: each could carry one.
    for field in ("%(r)s", "%(q)s", "%(f)s"):
        assert field not in gunicorn.access_log_format
