from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from redis import ConnectionError as RedisConnectionError

from flexjob.health import queries, signs, tasks

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_signs() -> None:
    cache.clear()


def test_a_heartbeat_is_the_sign_of_the_worker() -> None:
    tasks.heartbeat()
    assert signs.latest(signs.WORKER) is not None


def test_sending_the_heartbeat_is_the_sign_of_beat() -> None:
    tasks.beat_was_here()
    assert signs.latest(signs.BEAT) is not None


@pytest.mark.parametrize(
    ("age", "alive"), [(timedelta(minutes=3), True), (timedelta(hours=1), False)]
)
def test_a_sign_older_than_three_minutes_is_no_sign(age: timedelta, alive: bool) -> None:
    signs.leave(sign=signs.WORKER, at=NOW - age)
    assert queries.health(as_of=NOW).worker_is_alive is alive


def test_anyone_may_ask_and_worker_and_beat_do_not_close_the_pages(client: Client) -> None:
    response = client.get(reverse("health"), headers={"accept": "application/json"})
    facts = response.json()
    assert (response.status_code, facts["migreret"], facts["groen"]) == (200, True, False)


def test_the_page_stands_without_a_broker(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise RedisConnectionError

    monkeypatch.setattr(cache, "get", away)
    assert "ikke set" in client.get(reverse("health")).content.decode()


def test_missing_migrations_are_said_aloud(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "is_migrated", lambda: False)
    response = client.get(reverse("health"))
    assert response.status_code == 503
    assert "kør migrate" in response.content.decode()
