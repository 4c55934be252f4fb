"""What every command that reads or writes citizens has in common."""

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError

from cases.citizens.encryption import cpr_key_version, lookup_key_version
from cases.command_line.danish import DanishCommand


class CitizenCommand(DanishCommand):
    """Refuses to start without the keys of the installation."""

    def may_start(self) -> None:
        try:
            cpr_key_version()
            lookup_key_version()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
