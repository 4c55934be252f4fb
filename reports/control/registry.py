"""The pages of oversight, gathered under Kontrol. Each registers itself; the menu has room for one."""

from dataclasses import dataclass

from cases.access.rules import Act


@dataclass(frozen=True)
class ControlPage:
    """`about`: in one line, what the page answers."""

    label: str
    about: str
    url_name: str
    acts: frozenset[Act]
    order: int = 50


_pages: list[ControlPage] = []


def register_control_page(page: ControlPage) -> None:
    """Called from `AppConfig.ready()`."""
    if page not in _pages:
        _pages.append(page)


def pages_for(acts: frozenset[Act]) -> list[ControlPage]:
    found = (page for page in _pages if page.acts & acts)
    return sorted(found, key=lambda page: (page.order, page.label))
