"""A calendar is made, made anew and revoked."""

from datetime import datetime

from cases.feeds import tokens
from cases.feeds.models import CalendarFeed, CalendarFeedQuerySet
from cases.history import Actor, change
from cases.people.models import Employee, Team


def make_feed(*, owner: Employee, team: Team | None, at: datetime) -> str:
    """The secret, which is shown once and kept nowhere. The address before it stops working."""
    token = tokens.draw()
    with change(actor=Actor.employee(owner)):
        # One at a time: the second of two finds the first one's to revoke.
        Employee.objects.select_for_update().get(pk=owner.pk)
        _revoke(CalendarFeed.objects.standing().filter(owner=owner, team=team), at=at)
        CalendarFeed.objects.create(owner=owner, team=team, token_digest=tokens.digest(token))
    return token


def revoke_feed(*, owner: Employee, key: int, at: datetime) -> int:
    """How many stopped working: none when it was another's, or revoked already."""
    with change(actor=Actor.employee(owner)):
        return _revoke(CalendarFeed.objects.standing().filter(owner=owner, pk=key), at=at)


def _revoke(feeds: CalendarFeedQuerySet, *, at: datetime) -> int:
    found = list(feeds.select_for_update())
    for feed in found:
        feed.revoked_at = at
        feed.save(update_fields=["revoked_at"])
    return len(found)
