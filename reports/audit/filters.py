"""What narrows an audit list: read from the address, written back to it, and told in words."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from urllib.parse import parse_qsl, urlencode

from django.db.models import Q
from django.utils import timezone

from cases.danish import dates

ONE_DAY = timedelta(days=1)
BETWEEN = "."  # stands in an address as it is


@dataclass(frozen=True)
class Filters:
    """`sag`: the number of a case, never anybody's CPR number. Both days are inclusive.

    `kolonner` are the keys of the columns shown; none are all of them.
    """

    jobcenter: int | None = None
    team: int | None = None
    fra: date | None = None
    til: date | None = None
    sag: str = ""
    kolonner: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The address after the question mark, the same for the same filters."""
        chosen = {one.name: getattr(self, one.name) for one in fields(self)}
        chosen["kolonner"] = BETWEEN.join(self.kolonner)
        kept = {name: value for name, value in chosen.items() if value not in (None, "")}
        return f"?{urlencode(kept)}" if kept else ""

    @classmethod
    def read(cls, query: str) -> Filters:
        """What `query` wrote."""
        found = dict(parse_qsl(query.lstrip("?")))
        return cls(
            jobcenter=int(found["jobcenter"]) if "jobcenter" in found else None,
            team=int(found["team"]) if "team" in found else None,
            fra=date.fromisoformat(found["fra"]) if "fra" in found else None,
            til=date.fromisoformat(found["til"]) if "til" in found else None,
            sag=found.get("sag", ""),
            kolonner=tuple(found.get("kolonner", "").split(BETWEEN)) if "kolonner" in found else (),
        )

    def on_days(self, column: str) -> Q:
        """Of a column of days."""
        found = Q()
        if self.fra:
            found &= Q(**{f"{column}__gte": self.fra})
        if self.til:
            found &= Q(**{f"{column}__lte": self.til})
        return found

    def at_times(self, column: str) -> Q:
        """Of a column of moments, from midnight to midnight in Denmark."""
        found = Q()
        if self.fra:
            found &= Q(**{f"{column}__gte": _midnight(self.fra)})
        if self.til:
            found &= Q(**{f"{column}__lt": _midnight(self.til + ONE_DAY)})
        return found

    def days_in_words(self) -> str:
        if self.fra and self.til:
            return dates.span(self.fra, self.til)
        if self.fra:
            return f"fra {dates.long(self.fra)}"
        return f"til og med {dates.long(self.til)}" if self.til else ""


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
