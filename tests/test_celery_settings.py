"""Celery as the measurements on broker faults ask for; none of it is what the work rests on."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from flexjob.celery import app

ROOMS = ("flexjob", "cases", "revurdering", "rehab", "reports")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("task_acks_late", True),  # a task that dies with its worker is given to another
        ("task_reject_on_worker_lost", True),
        ("worker_prefetch_multiplier", 1),  # nobody hoards what another could do
        ("task_time_limit", 300),
        ("task_soft_time_limit", 240),
        ("task_ignore_result", True),
        ("result_backend", None),  # the database is the record
        ("visibility_timeout", 900),
        ("result_backend_transport_options", {"visibility_timeout": 900}),
        ("worker_soft_shutdown_timeout", 30),
        ("broker_connection_retry_on_startup", True),
        ("task_serializer", "json"),
        ("accept_content", ["json"]),
        ("timezone", "UTC"),
        ("acks_on_failure_or_timeout", None),  # deprecated, and not needed
    ],
)
def test_celery_is_set_as_the_measurements_ask(name, value):
    assert getattr(app.conf, name, None) == value


def test_the_broker_gives_back_what_was_not_finished_and_notices_a_dead_line():
    assert app.conf.broker_transport_options == {
        "visibility_timeout": 900,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        # A Unix socket has no line that could die.
        "socket_keepalive": not settings.REDIS_IS_SOCKET,
        "health_check_interval": 25,
        "socket_timeout": 10,
    }


def keywords_of_calls(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from (keyword.arg for keyword in node.keywords)


@pytest.mark.slow
def test_nothing_waits_in_the_broker_for_its_time():
    """What must happen later is a row in the database: the broker forgets."""
    found = [
        str(path)
        for room in ROOMS
        for path in Path(room).rglob("*.py")
        if {"eta", "countdown"} & set(keywords_of_calls(path.read_text()))
    ]
    assert found == []
