"""One JSON line per event on standard error; where a request is named, by path only.

An error's own words may carry what someone typed, and PostgreSQL's detail carries the whole row.
Neither belongs in a log: numbers that may be CPR numbers are masked and details left out.
"""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

MAYBE_CPR = re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
ROW_DETAIL = re.compile(r"^\s*DETAIL:.*$", re.MULTILINE)


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": fit_for_a_log(record.getMessage()),
        }
        if record.exc_info:
            line["exception"] = fit_for_a_log(self.formatException(record.exc_info))
        return on_one_line(json.dumps(line, ensure_ascii=False))


def fit_for_a_log(text: str) -> str:
    return MAYBE_CPR.sub("[nummer]", ROW_DETAIL.sub("DETAIL: [udeladt]", text))


def on_one_line(text: str) -> str:
    """What someone typed can neither begin a line of its own nor steer a terminal."""
    return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def configuration(*, level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "flexjob.logs.JsonFormatter"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": level},
        # Django's own console and mail handlers would double each line or mail it away.
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "axes": {"level": "WARNING"},
        },
    }
