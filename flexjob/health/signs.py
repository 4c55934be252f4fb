"""Signs of life from worker and beat, kept in the cache: they may be lost, and say so then."""

from datetime import datetime

from django.core.cache import cache
from redis import RedisError

WORKER = "health:worker"
BEAT = "health:beat"
KEPT_SECONDS = 24 * 60 * 60


def leave(*, sign: str, at: datetime) -> None:
    cache.set(sign, at.isoformat(), KEPT_SECONDS)


def latest(sign: str) -> datetime | None:
    """None also when the broker is away: the web server must stay up without it."""
    try:
        found = cache.get(sign)
    except RedisError:
        return None
    return datetime.fromisoformat(found) if found else None
