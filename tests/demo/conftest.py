"""A sixth of the demo, loaded once for the module and taken back afterwards."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from cases.constraints import check_now
from flexjob.demo.loader import Demo, Loaded
from tests.factories import NOW, TODAY

PERCENT = 65


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Loaded]:
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        transaction.atomic(using="readlog"),
    ):
        loaded = Demo(as_of=TODAY, now=NOW, percent_in_time=PERCENT, scale=0.17).load()
        check_now()
        yield loaded
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="readlog")
