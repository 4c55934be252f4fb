"""Sanne and Søren administer; Tove leads Musvågevej."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.people.models import Employee, Role
from tests.factories import make_employee

Send = Callable[..., HttpResponse]


@pytest.fixture
def sanne(db: None) -> Employee:
    return make_employee("Sanne", role=Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def soeren(db: None) -> Employee:
    return make_employee("Søren", role=Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def tove(db: None) -> Employee:
    return make_employee("Tove", role=Role.TEAM_LEADER)


@pytest.fixture
def admin(sanne: Employee, client_of: Callable[..., Client]) -> Client:
    return client_of(sanne)


@pytest.fixture
def send() -> Send:
    """Posts a form with a token of its own."""

    def post(client: Client, url: str, /, *arguments: Any, **fields: Any) -> HttpResponse:
        form = {"submission_token": str(uuid.uuid4()), **fields}
        return client.post(reverse(url, args=arguments), form)

    return post
