from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from cases.access import tasks

pytestmark = pytest.mark.django_db


def test_a_session_that_has_run_out_is_deleted_and_another_is_not() -> None:
    now = timezone.now()
    Session.objects.create(session_key="udløbet", expire_date=now - timedelta(minutes=1))
    Session.objects.create(session_key="i brug", expire_date=now + timedelta(minutes=1))
    tasks.clear_expired_sessions()
    tasks.clear_expired_sessions()
    assert [session.session_key for session in Session.objects.all()] == ["i brug"]
