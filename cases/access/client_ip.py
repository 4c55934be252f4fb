"""The address a request comes from, for the log and for the throttling of log-ins."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str | None:
    """Behind our own proxy: the address it added last; what the client wrote before it counts for nothing."""
    found = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        found = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or found
    try:
        return str(ip_address(found))
    except ValueError:  # a unix socket has none
        return None
