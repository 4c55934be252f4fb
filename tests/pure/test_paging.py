"""A long list is read to its end, page by page."""

import pytest
from django.http import QueryDict

from cases import paging
from cases.paging import ROWS, paged

UNIT = ("sag", "sager")


def test_every_row_stands_on_one_page() -> None:
    rows = list(range(2 * ROWS + 1))
    read = [
        row
        for side in ("1", "2", "3")
        for row in paged(rows, asked=QueryDict(f"side={side}"), unit=UNIT)[0]
    ]
    assert read == rows


def test_the_next_page_keeps_what_narrowed_the_list() -> None:
    _, pages = paged(range(ROWS + 1), asked=QueryDict("gruppe=over&hvem=7"), unit=UNIT)
    assert pages is not None
    assert (pages["previous_url"], pages["next_url"]) == ("", "?gruppe=over&hvem=7&side=2")
    assert pages["total_text"] == "51\u00a0sager"


def test_what_narrowed_the_list_stays_one_value_whatever_signs_it_holds() -> None:
    assert paging.on_page(QueryDict("hos=a%26b&side=1"), 2) == "?hos=a%26b&side=2"


def test_one_page_asks_for_no_choice_and_an_unreadable_page_is_the_first() -> None:
    assert paged([1, 2], asked=QueryDict("side=\u00b2"), unit=UNIT) == ([1, 2], None)


def test_a_page_after_the_last_leads_back() -> None:
    shown = paging.ways(number=3, count=2, total="", address=lambda side: f"?side={side}")
    assert shown is not None
    assert (shown["previous_url"], shown["next_url"]) == ("?side=2", "")


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (50, 1), (51, 2), (100, 2)])
def test_a_list_has_a_page_also_when_it_is_empty(total: int, pages: int) -> None:
    assert paging.pages_of(total, size=50) == pages
