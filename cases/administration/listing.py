"""A list that sorts, filters and pages by its URL. Free text never stands in a URL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from cases import paging
from cases.danish.numbers import counted

ROWS_A_PAGE = 100


@dataclass(frozen=True)
class Column:
    """`sort`: the fields to order by, or empty for a column that does not sort."""

    label: str
    key: str = ""
    sort: Sequence[Any] = ()
    numeric: bool = False


@dataclass(frozen=True)
class Listing:
    request: HttpRequest
    rows: QuerySet[Any]
    columns: Sequence[Column]
    one: str
    many: str
    begins: str = ""  # the order when the URL asks for none, as it would stand there
    prefix: str = ""  # of its names in the URL, where a page has several lists

    @property
    def sorted_by(self) -> tuple[Column, bool]:
        """The column in the URL, or the first that sorts; and whether it falls."""
        wanted = self.request.GET.get(f"{self.prefix}sorter", self.begins)
        sortable = [column for column in self.columns if column.sort]
        chosen = next((c for c in sortable if c.key == wanted.removeprefix("-")), sortable[0])
        return chosen, wanted.startswith("-")

    def ordered(self) -> QuerySet[Any]:
        column, falls = self.sorted_by
        order = [_turned(field) if falls else field for field in column.sort]
        return self.rows.order_by(*order, "-pk" if falls else "pk")

    def page(self, rows: Sequence[Any] | None = None) -> Any:
        """`rows`: those of the ordered ones that are shown, where the database cannot tell."""
        paginator = Paginator(self.ordered() if rows is None else rows, ROWS_A_PAGE)
        return paginator.get_page(self.request.GET.get(f"{self.prefix}side"))

    def head(self) -> list[dict[str, Any]]:
        chosen, falls = self.sorted_by
        return [
            {
                "label": column.label,
                "numeric": column.numeric,
                "sort_url": self._sort_url(column, chosen, falls) if column.sort else "",
                "sort": ("descending" if falls else "ascending") if column is chosen else "",
            }
            for column in self.columns
        ]

    def pagination(self, page: Any) -> dict[str, Any] | None:
        return paging.ways_from(page, total=self.total(page), address=self._page_url)

    def total(self, page: Any) -> str:
        return counted(page.paginator.count, self.one, self.many)

    def _sort_url(self, column: Column, chosen: Column, falls: bool) -> str:
        turned = column is chosen and not falls
        wanted = f"{'-' if turned else ''}{column.key}"
        changes = {f"{self.prefix}sorter": wanted, f"{self.prefix}side": ""}
        return url_with(self.request.GET, **changes)

    def _page_url(self, number: int) -> str:
        return url_with(self.request.GET, **{f"{self.prefix}side": str(number)})


def url_with(present: QueryDict, **changes: str) -> str:
    """The page's own URL with these parameters; an empty one is taken out."""
    parameters: Mapping[str, str] = {**present.dict(), **changes}  # type: ignore[dict-item]
    kept = QueryDict(mutable=True)
    kept.update({name: value for name, value in parameters.items() if value})
    return f"?{kept.urlencode()}"


def _turned(field: Any) -> Any:
    if isinstance(field, str):
        return field.removeprefix("-") if field.startswith("-") else f"-{field}"
    return field.desc()
