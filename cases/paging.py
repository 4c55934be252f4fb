"""The pages of a long list, and the ways between them, as `components/pagination.html` shows them."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from cases.danish import numbers

ROWS = 50
Row = TypeVar("Row")
Ways = dict[str, Any]


def paged(
    rows: Sequence[Row], *, asked: QueryDict, unit: tuple[str, str]
) -> tuple[list[Row], Ways | None]:
    """The rows of the page that is asked for."""
    page = Paginator(rows, ROWS).get_page(asked.get("side"))
    total = numbers.counted(len(rows), *unit)
    return list(page), ways_from(page, total=total, address=lambda side: on_page(asked, side))


def ways_from(page: "Page[Any]", *, total: str, address: Callable[[int], str]) -> Ways | None:
    return ways(number=page.number, count=page.paginator.num_pages, total=total, address=address)


def ways(*, number: int, count: int, total: str, address: Callable[[int], str]) -> Ways | None:
    """`address`: of the page with that number. None where there is one page: nothing to choose among."""
    if number == count == 1:
        return None
    return {
        "number": number,
        "count": count,
        "total_text": total,
        "previous_url": address(number - 1) if number > 1 else "",
        "next_url": address(number + 1) if number < count else "",
    }


def pages_of(total: int, *, size: int) -> int:
    """At least one: an empty list is a page too."""
    return max(1, -(-total // size))


def on_page(asked: QueryDict, number: int) -> str:
    """The address of the same list: whatever narrowed it stays."""
    kept = asked.copy()
    kept["side"] = str(number)
    return f"?{kept.urlencode()}"
