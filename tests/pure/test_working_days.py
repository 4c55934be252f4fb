from datetime import date

import pytest

from cases.working_days import holiday, is_working_day, last_working_day_on_or_before


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        (date(2026, 11, 23), True, "a Monday"),
        (date(2026, 11, 21), False, "a Saturday"),
        (date(2026, 11, 22), False, "a Sunday"),
        (date(2026, 4, 2), False, "skærtorsdag"),
        (date(2026, 4, 3), False, "langfredag"),
        (date(2026, 4, 6), False, "2. påskedag"),
        (date(2023, 5, 5), False, "store bededag, for the last time"),
        (date(2024, 4, 26), True, "store bededag is no more"),
        (date(2026, 5, 14), False, "Kristi himmelfartsdag"),
        (date(2026, 5, 15), True, "the day after it"),
        (date(2026, 5, 25), False, "2. pinsedag"),
        (date(2026, 5, 1), True, "1 May is no public holiday"),
        (date(2026, 6, 5), True, "nor is Grundlovsdag"),
        (date(2026, 12, 24), True, "nor is juleaften"),
        (date(2026, 12, 25), False, "juledag"),
        (date(2026, 12, 31), True, "nor is nytårsaften"),
        (date(2027, 1, 1), False, "nytårsdag"),
        (date(2008, 2, 29), True, "a Friday, and a leap day"),
    ],
)
def test_a_day_is_worked_by_the_law_of_its_year(day: date, works: bool, why: str) -> None:
    assert is_working_day(day) is works, why


@pytest.mark.parametrize(
    ("due", "shown"),
    [
        (date(2026, 11, 23), date(2026, 11, 23)),  # itself
        (date(2026, 11, 22), date(2026, 11, 20)),  # over a weekend
        (date(2026, 4, 6), date(2026, 4, 1)),  # over all of Easter
        (date(2027, 1, 3), date(2026, 12, 31)),  # into the year before
        (date(2023, 5, 7), date(2023, 5, 4)),  # over store bededag
        (date(2024, 4, 28), date(2024, 4, 26)),  # and the year after not
    ],
)
def test_the_last_working_day_before_is_found_over_weekends_and_years(
    due: date, shown: date
) -> None:
    assert last_working_day_on_or_before(due) == shown


def test_a_holiday_has_its_danish_name_and_a_sunday_has_none() -> None:
    assert "ærtorsdag" in holiday(date(2026, 4, 2))
    assert holiday(date(2026, 11, 22)) == ""
