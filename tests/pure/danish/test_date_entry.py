import json
from datetime import date
from pathlib import Path

import pytest

from cases.danish import date_entry, dates

TABLE = json.loads((Path(__file__).parents[2] / "data" / "date_entry.json").read_text("utf-8"))
TODAY = date.fromisoformat(TABLE["as_of"])


@pytest.mark.parametrize(("typed", "expected", "reason"), TABLE["dates"])
def test_reads_what_a_caseworker_types(typed: str, expected: str, reason: str) -> None:
    assert date_entry.parse(typed, as_of=TODAY).isoformat() == expected, reason


@pytest.mark.parametrize(("typed", "message"), TABLE["errors"])
def test_says_what_is_wrong_with_the_date(typed: str, message: str) -> None:
    with pytest.raises(date_entry.UnreadableDate) as refusal:
        date_entry.parse(typed, as_of=TODAY)
    assert str(refusal.value) == message


@pytest.mark.parametrize("write", [dates.long, dates.table, dates.numeric, date.isoformat])
def test_reads_back_every_format_the_pages_show(write: object) -> None:
    for ordinal in range(date(2024, 1, 1).toordinal(), date(2028, 3, 1).toordinal()):
        day = date.fromordinal(ordinal)
        assert date_entry.parse(write(day), as_of=TODAY) == day  # type: ignore[operator]


def test_the_echo_names_the_weekday() -> None:
    assert date_entry.echo(date(2026, 11, 23)) == "= mandag 23. november 2026"
