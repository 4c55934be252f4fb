"""A session is prolonged by every page, in one step; one that is gone is not made again."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.access.session_store import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> SessionStore:
    session = SessionStore()
    session["svar"] = 1
    session.save()
    return session


def test_what_is_kept_and_how_long_is_one_query(session: SessionStore) -> None:
    Session.objects.update(expire_date="2000-01-01T00:00Z")
    session["svar"] = 2
    with CaptureQueriesContext(connection) as asked:
        session.save()
    assert [query["sql"].split()[0] for query in asked.captured_queries] == ["UPDATE"]
    assert SessionStore(session.session_key)["svar"] == 2


def test_a_session_logged_off_meanwhile_stays_gone(session: SessionStore) -> None:
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        session.save()
    assert not Session.objects.exists()


def test_a_new_session_never_takes_anothers_key(session: SessionStore) -> None:
    session.cycle_key()
    assert Session.objects.filter(session_key=session.session_key).count() == 1
    assert SessionStore(session.session_key)["svar"] == 1
