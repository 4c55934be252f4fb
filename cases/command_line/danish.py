"""What `manage.py` and all our commands have in common at the terminal: they refuse in Danish."""

import sys
from difflib import get_close_matches
from typing import Any

from django.conf import settings
from django.core.management import ManagementUtility, get_commands
from django.core.management.base import BaseCommand, CommandError, SystemCheckError
from django.db import InterfaceError, OperationalError


class DanishCommand(BaseCommand):
    """Called from another program it raises CommandError, as every command does."""

    is_at_the_terminal = False

    def may_start(self) -> None:
        """Raises CommandError when something is missing that every run needs."""

    def run_from_argv(self, argv: list[str]) -> None:
        self.is_at_the_terminal = True
        super().run_from_argv(argv)

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            self.may_start()
            return super().execute(*args, **options)
        except SystemCheckError:
            raise
        except CommandError as refused:
            self._refuse(refused, options)
        except (OperationalError, InterfaceError) as silence:
            self._refuse(CommandError(f"Databasen svarer ikke: {silence}"), options, silence)
        return None

    def _refuse(
        self, refused: CommandError, options: dict[str, Any], cause: Exception | None = None
    ) -> None:
        if not self.is_at_the_terminal or options["traceback"]:
            raise cause or refused
        self.stderr.write(f"Fejl: {refused}")
        sys.exit(refused.returncode)


class Manage(ManagementUtility):
    """`manage.py`."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        known = get_commands()
        if subcommand in known or not settings.configured:  # Django says what is wrong with them
            return super().fetch_command(subcommand)
        near = get_close_matches(subcommand, known, n=1)
        meant = f" Mente du {near[0]}?" if near else ""
        sys.stderr.write(f"Kommandoen {subcommand} findes ikke.{meant}\n")
        sys.stderr.write(f"Skriv {self.prog_name} help for at se dem alle.\n")
        sys.exit(1)
