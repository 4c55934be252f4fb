"""Which days are worked, by the law of their year. A due date on another day stays where it is;
the page also says the last working day before it.

Store bededag was a holiday until 2023. 1 May, Grundlovsdag and the days before Christmas and New
Year are no public holidays: whether the office is open then is the employer's to say, and a due
date may not be shown later than the law has it.
"""

from datetime import date, timedelta
from functools import lru_cache

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def last_working_day_on_or_before(day: date) -> date:
    while not is_working_day(day):
        day -= ONE_DAY
    return day


def next_working_day_after(day: date) -> date:
    day += ONE_DAY
    while not is_working_day(day):
        day += ONE_DAY
    return day


def holiday(day: date) -> str:
    """Its Danish name; empty on every other day, Saturdays and Sundays too."""
    return _holidays(day.year).get(day, "")


@lru_cache(maxsize=128)
def _holidays(year: int) -> dict[date, str]:
    from holidays import country_holidays  # here, or every command would wait for it

    return dict(country_holidays("DK", years=year, language="da", expand=False).items())
