"""What the frame of every page needs: the menu for one's roles, the search, the session."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from cases import banners
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.danish import dates
from cases.preferences.queries import settings_of


@dataclass(frozen=True)
class Badge:
    """How much waits there: `told` says what `shown` counts."""

    shown: str
    told: str


@dataclass(frozen=True)
class NavItem:
    """Shown to those who may do at least one of `acts`; `key` goes there after G.

    `badge` is asked once by a whole page: one query at most.
    """

    label: str
    url_name: str
    acts: frozenset[Act]
    key: str = ""
    order: int = 50
    badge: Callable[[Viewer], Badge | None] | None = None


MOST_ITEMS = 5  # what is over stands under "Mere", which is one of them

_items: list[NavItem] = []


def register_item(item: NavItem) -> None:
    """Called from `AppConfig.ready()`."""
    if item not in _items:
        _items.append(item)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor. A page without a viewer (log-in, errors) gets an empty frame."""
    viewer = getattr(request, "viewer", None)
    user = getattr(request, "user", None)
    if viewer is None or user is None or not user.is_authenticated:
        return {}
    sees_citizens = Act.LIST_CASES in viewer.acts
    items = _navigation(request, viewer)
    first = len(items) if len(items) <= MOST_ITEMS else MOST_ITEMS - 1
    return {
        "navigation": items[:first],
        "navigation_more": items[first:],
        "user_name": user.name,
        "search_url": reverse("soeg") if sees_citizens else "",
        "palette_url": reverse("soeg_forslag") if sees_citizens else "",
        "logout_url": reverse("logout"),
        "extend_url": reverse("forlaeng"),
        "idle_seconds": settings.SESSION_COOKIE_AGE,
        "printed_at": dates.moment(request.moment),  # type: ignore[attr-defined]
        "profile_url": reverse("profil"),
        # Asked only by a whole page, not by the fragments that scripts fetch.
        "shortcuts_on": lambda: settings_of(user).single_keys,
        "banners": lambda: banners.banners(viewer, at=request.moment),  # type: ignore[attr-defined]
    }


def _navigation(request: HttpRequest, viewer: Viewer) -> list[dict[str, Any]]:
    shown = [item for item in sorted(_items, key=lambda i: i.order) if item.acts & viewer.acts]
    found = [(item, reverse(item.url_name)) for item in shown]
    return [
        {
            "label": item.label,
            "url": url,
            "current": request.path.startswith(url),
            "key": item.key,
            "badge": partial(item.badge, viewer) if item.badge else None,
        }
        for item, url in found
    ]
