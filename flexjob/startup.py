"""Web, worker and beat serve nobody before keys and database rights are in order."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connections

from cases.access import checks
from flexjob.database import rights
from flexjob.keys import KeysUnusable


def refuse_unfit_start() -> None:
    faults = [*key_faults(), *url_faults(), *database_faults()]
    if faults:
        raise ImproperlyConfigured("Fleksjob starter ikke: " + "; ".join(faults) + ".")


def key_faults() -> list[str]:
    faults = []
    try:
        settings.SECRET_KEY  # noqa: B018  Django refuses an empty one on sight
    except ImproperlyConfigured:
        faults.append("DJANGO_SECRET_KEY er ikke sat")
    for ring in (settings.CPR_KEYS, settings.LOOKUP_KEYS):
        try:
            ring.current  # noqa: B018
        except KeysUnusable as error:
            faults.append(str(error).rstrip("."))
    return faults


def url_faults() -> list[str]:
    """A web server runs no system checks of its own."""
    found = [*checks.check_middleware(), *checks.check_urls()]
    return [str(error.msg).rstrip(".") for error in found]


def database_faults() -> list[str]:
    """Also closes the connections: a server may fork after this."""
    faults = []
    for alias in (rights.APPLICATION, rights.READ_LOG):
        try:
            faults += rights.faults(alias)
        except OperationalError as error:
            faults.append(f"databasen svarer ikke ({alias}): {str(error).strip()}")
        finally:
            connections[alias].close()
    return faults
