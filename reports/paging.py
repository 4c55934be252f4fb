"""One page of a long list, and the ways to the others. What narrowed the list stays in the address."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.http import QueryDict

from cases.danish import numbers

ROWS = 50
Row = TypeVar("Row")


def paged(
    rows: Sequence[Row], *, asked: QueryDict, unit: tuple[str, str]
) -> tuple[list[Row], dict[str, Any] | None]:
    """The rows of the page that is asked for; nothing to choose among where there is one page."""
    page = Paginator(rows, ROWS).get_page(asked.get("side"))
    count = page.paginator.num_pages
    if count == 1:
        return list(page), None
    return list(page), {
        "number": page.number,
        "count": count,
        "total_text": numbers.counted(len(rows), *unit),
        "previous_url": _side(asked, page.number - 1) if page.has_previous() else "",
        "next_url": _side(asked, page.number + 1) if page.has_next() else "",
    }


def _side(asked: QueryDict, number: int) -> str:
    kept = asked.copy()
    kept["side"] = str(number)
    return f"?{kept.urlencode()}"
