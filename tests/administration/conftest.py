"""The administrator's browser, and how a form is posted in it."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.people.models import Employee

Send = Callable[..., HttpResponse]


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
