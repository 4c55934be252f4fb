"""What stands above every page for those who must act now. Registered in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cases.access.viewer import Viewer


@dataclass(frozen=True)
class Banner:
    text: str
    url: str
    link: str  # what the link says


# Asked on every page: look at the viewer and the clock before asking the database.
Source = Callable[[Viewer, datetime], Banner | None]

_sources: list[Source] = []


def register_banner(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def banners(viewer: Viewer, *, at: datetime) -> list[Banner]:
    return [banner for source in _sources if (banner := source(viewer, at))]
