import json
import logging
import re
import sys
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import IntegrityError
from gunicorn.config import Config

from cases.access.checks import every_url
from flexjob import gunicorn, logs
from tests.test_structure import sources


def test_an_event_is_one_line_of_json() -> None:
    record = logging.LogRecord("cases", logging.INFO, "", 1, "sag %s", ("F-2026-0412",), None)
    line = logs.JsonFormatter().format(record)
    assert json.loads(line)["message"] == "sag F-2026-0412"
    assert "\n" not in line


def test_the_access_log_knows_no_query_string() -> None:
    # r = request line, q = query string, f = referer: each could carry one.
    for field in ("%(r)s", "%(q)s", "%(f)s"):
        assert field not in gunicorn.access_log_format


NOTHING = dict.fromkeys(("RAW_URI", "SERVER_PROTOCOL"), "")


def test_the_access_log_masks_a_number_typed_as_an_address() -> None:
    configured = Config()
    configured.set("logger_class", gunicorn.logger_class)
    typed = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/sager/610185-1234/",
        "QUERY_STRING": "q=Dorthe",
    }
    request = SimpleNamespace(headers=[])
    answer = SimpleNamespace(status="404 Not Found", sent=0, headers=[])
    log = configured.logger_class(configured)
    atoms = log.atoms(answer, request, {**NOTHING, **typed}, timedelta(milliseconds=3))
    line = gunicorn.access_log_format % log.atoms_wrapper_class(atoms)
    assert "GET /sager/[nummer]/ 404" in line
    assert "Dorthe" not in line


def test_a_typed_control_character_starts_no_line_of_its_own() -> None:
    assert logs.on_one_line("/x\n[forged]\0\u2028") == r"/x\u000a[forged]\u0000\u2028"


def test_no_address_holds_more_of_a_citizen_than_a_number() -> None:
    """`kind` is one of three marks, `day` a date, `maaned` a month, and `liste`, `filformat`, `tal`
    and `blok` words of ours.

    `number` is the case's, keys the database's own.
    """
    held = {part for route, _ in every_url() for part in re.findall(r"<(.+?)>", route)}
    assert {part for part in held if not part.startswith(("int:", "uuid:"))} == {
        "str:number",
        "str:kind",
        "dag:day",
        "liste:key",
        "filformat:file_format",
        "maaned:maaned",
        "tal:tal",
        "blok:blok",
    }


def logged(message: str, error: Exception | None = None) -> str:
    try:
        raise error or ValueError
    except Exception:  # noqa: BLE001  whatever it is, it is only written down
        raised = sys.exc_info() if error else None
    return logs.JsonFormatter().format(
        logging.LogRecord("cases", logging.ERROR, "", 1, message, None, raised)
    )


@pytest.mark.parametrize("number", ["610185-1234", "6101851234", "610185 1234"])
def test_a_number_that_may_be_a_cpr_number_is_masked(number: str) -> None:
    assert number not in logged(f"ugyldigt: {number}", ValueError(number))


def test_the_row_in_a_database_error_is_left_out() -> None:
    error = IntegrityError("check failed\nDETAIL:  Failing row contains (Dorthe Eksempel, syg)")
    line = logged("fejl", error)
    assert "check failed" in line
    assert "Dorthe" not in line


def test_the_number_of_a_case_stays() -> None:
    assert "F-2026-0412" in logged("sag F-2026-0412")


def test_only_the_sender_and_the_nights_alarm_mail() -> None:
    """Frozen mails without citizens, and numbers; never Django's own handler of errors."""
    assert not settings.ADMINS
    assert "mail" not in str(settings.LOGGING).lower().replace("mail handlers", "")
    rooms = sources("flexjob", "cases", "revurdering", "rehab", "reports")
    asks_whether_one_can = "from django.core.mail.message import sanitize_address\n"
    mailers = [
        path
        for path in rooms
        if re.search(r"from django\.core\.mail", path.read_text().replace(asks_whether_one_can, ""))
    ]
    assert {path.parts[-3:] for path in mailers} == {
        ("cases", "mail", "smtp.py"),
        ("cases", "nights", "alarm.py"),
    }
