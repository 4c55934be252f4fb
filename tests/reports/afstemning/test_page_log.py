"""Whom the pages show or change is in the read log, with real commits; nobody else is."""

from typing import Any

import pytest

from cases.people.models import Role
from cases.readlog.models import ReadLogRow
from reports.afstemning.models import AfstemningLine
from tests.factories import make_employee
from tests.reports.afstemning.lists import make_person, row
from tests.reports.afstemning.test_page import ClientOf, address, post, send


def logged(action: str) -> set[Any]:
    rows = ReadLogRow.objects.filter(action=action, criterion="afstemning")
    return set(rows.values_list("citizen_id", flat=True))


@pytest.mark.slow
def test_the_shown_and_the_changed_are_logged(committed: None, client_of: ClientOf) -> None:
    office = client_of(make_employee("Yrsa", role=Role.PAYMENT_OFFICE))
    shown = make_person(1, ("2026-01-01", ""))
    agreeing = make_person(2, ("2026-01-01", ""))
    make_person(3, ("2026-01-01", ""), protected=True)
    send(office, row(1, "2026-02-01"), row(2), row(3, "2026-02-01"))
    assert logged("liste") == {shown.pk}
    office.get(f"{address()}?gruppe=stemmer")
    assert logged("liste") == {shown.pk, agreeing.pk}
    line = AfstemningLine.objects.get(citizen_id=shown.pk)
    post(office, f"{address()}afgoer/", raekke=f"{line.pk}:listen")
    post(office, f"{address()}gem/")
    assert logged(ReadLogRow.Action.WRITE) == {shown.pk}
