from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from redis import ConnectionError as RedisConnectionError

from cases.nights.models import Night
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


def test_a_silent_database_is_not_told_to_migrate(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing is said of what cannot be asked."""
    monkeypatch.setattr(queries, "database_answers", lambda: False)
    response = client.get(reverse("health"))
    page = response.content.decode()
    assert response.status_code == 503
    assert "svarer ikke" in page
    assert "kør migrate" not in page
    assert page.count("kan først ses, når databasen er klar") == 2


def night(*, hours_ago: int, failures: int = 0) -> None:
    finished = NOW - timedelta(hours=hours_ago)
    failed = ["0f0e0d0c-0b0a-0908-0706-050403020100"] * failures
    day = NOW.date() - timedelta(days=hours_ago)  # one date a night; only when it ended matters
    Night.objects.create(
        day=day, recomputed_as_of=day, started_at=finished, finished_at=finished, failures=failed
    )


def test_a_new_installation_has_had_no_good_night() -> None:
    assert not queries.health(as_of=NOW).night_is_good


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (10, "ingen nat er kørt endnu – den første kommer inden for et kvarter"),
        (31, "<strong>ingen nat er kørt endnu – der mangler en nat</strong>"),
    ],
)
def test_it_says_that_no_night_was_ever_run(
    client: Client, monkeypatch: pytest.MonkeyPatch, minutes: int, said: str
) -> None:
    """And nobody can have been told anything."""
    installed = timezone.now() - timedelta(minutes=minutes)
    monkeypatch.setattr(queries.nights, "installed_at", lambda: installed)
    page = client.get(reverse("health")).content.decode()
    assert said in page
    assert "intet er fortalt endnu" in page


def test_a_new_installation_with_worker_and_beat_is_ready_for_its_first_night(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries.nights, "installed_at", timezone.now)
    tasks.heartbeat()
    tasks.beat_was_here()
    assert "Klar til den første nat" in client.get(reverse("health")).content.decode()


@pytest.mark.parametrize(("hours_ago", "good"), [(26, True), (27, False)])
def test_a_good_night_lasts_26_hours(hours_ago: int, good: bool) -> None:
    night(hours_ago=hours_ago)
    assert queries.health(as_of=NOW).night_is_good is good


def test_a_failure_in_the_latest_night_is_red_until_a_good_one() -> None:
    night(hours_ago=10)
    night(hours_ago=2, failures=1)
    assert not queries.health(as_of=NOW).night_is_good
    night(hours_ago=1)
    assert queries.health(as_of=NOW).night_is_good


def test_all_four_signs_make_it_green() -> None:
    signs.leave(sign=signs.WORKER, at=NOW)
    signs.leave(sign=signs.BEAT, at=NOW)
    assert not queries.health(as_of=NOW).is_green
    night(hours_ago=1)
    assert queries.health(as_of=NOW).is_green


def test_the_page_names_no_citizen(client: Client) -> None:
    night(hours_ago=2, failures=1)
    page = client.get(reverse("health")).content.decode()
    assert "havde fejl" in page
    assert "0f0e0d0c" not in page


def test_before_the_first_migration_nothing_is_asked_of_the_nights(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(queries, "is_migrated", lambda: False)
    monkeypatch.delattr(queries.nights, "latest_good_night")
    assert queries.health(as_of=NOW).good_night is None
