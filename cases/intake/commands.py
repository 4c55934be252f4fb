"""What the commands that take in a list have in common: their options and how they end."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import CommandError, CommandParser

from cases.citizens.commands import CitizenCommand
from cases.command_line.files import unreadable
from cases.intake.textfile import FileUnreadable
from cases.readlog.writer import LogUnavailable


class IntakeCommand(CitizenCommand):
    """A dry run unless `--gem`; subclasses write `take_in`."""

    source_name: str | None = None  # of a list whose origin need not be told

    @staticmethod
    def add_file(parser: CommandParser) -> None:
        parser.add_argument("fil", type=Path, metavar="FIL")

    def add_arguments(self, parser: CommandParser) -> None:
        self.add_file(parser)
        parser.add_argument(
            "--kilde",
            metavar="NAVN",
            required=self.source_name is None,
            default=self.source_name,
            help="hvor listen kommer fra, fx KMD",
        )
        parser.add_argument("--gem", action="store_true", help="gem det, der kan læses")
        parser.add_argument(
            "--spring-over", action="store_true", help="gem, selv om rækker ikke kan læses"
        )
        parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with _opened(options["fil"]) as source:
                self.take_in(source, options)
        except FileUnreadable as refusal:
            if options["json"]:
                self.stdout.write(json.dumps({"afvist": str(refusal)}, ensure_ascii=False))
            raise CommandError(str(refusal)) from None
        except LogUnavailable:
            raise CommandError("Læseloggen kan ikke skrives. Intet er gemt eller vist.") from None

    def take_in(self, source: BinaryIO, options: dict[str, Any]) -> None:
        raise NotImplementedError

    def is_saving(self, options: dict[str, Any], *, bad: int) -> bool:
        return bool(options["gem"] and (not bad or options["spring_over"]))

    def end(self, options: dict[str, Any], *, bad: int) -> None:
        """Red while a row is bad, unless it was knowingly left out."""
        if not bad or self.is_saving(options, bad=bad):
            return
        if options["gem"]:
            raise CommandError("Intet er gemt. Ret rækkerne, eller kør igen med --spring-over.")
        raise SystemExit(1)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        source = path.open("rb")
    except OSError as error:
        raise CommandError(unreadable(path, error)) from None
    with source:
        yield source
