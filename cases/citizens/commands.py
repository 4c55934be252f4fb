"""What every command that reads or writes citizens has in common."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from cases.citizens.encryption import cpr_key_version, lookup_key_version


class CitizenCommand(BaseCommand):
    """Refuses to start without the keys of the installation."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            cpr_key_version()
            lookup_key_version()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        return super().execute(*args, **options)
