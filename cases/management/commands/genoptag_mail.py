"""`manage.py genoptag_mail`: what to do when the sender has stopped, stated by a person."""

from datetime import date
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from cases.command_line.counts import counted
from cases.command_line.danish import DanishCommand
from cases.command_line.days import day
from cases.mail import journal, queries, resuming


class Command(DanishCommand):
    help = "Tager mailen op igen efter en mistet journal, eller prøver de opgivne igen"

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group(required=True)
        choice.add_argument(
            "--fortalt-til",
            type=day,
            metavar="DATO",
            help="ny journal; alt til og med dagen (2026-11-22 eller 22.11.2026) regnes for sendt",
        )
        choice.add_argument(
            "--send-igen",
            action="store_true",
            help="ny journal; alt, der venter, sendes, også det, der måske er sendt før",
        )
        choice.add_argument(
            "--opgivne",
            action="store_true",
            help="prøver opgivne mails og afviste adresser igen, når mailserveren er i orden",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["opgivne"]:
            again = counted(resuming.try_again(), "mail", "mails")
            self.stdout.write(f"{again} prøves igen ved næste runde")
            return
        try:
            self._begin_new_journal(told_until=options["fortalt_til"])
        except resuming.JournalIsWhole:
            raise CommandError("Journalen er hel. Der er ikke noget at genoptage.") from None
        except resuming.ToldUntilAhead:
            raise CommandError(
                "--fortalt-til ligger efter i dag, så ingen ville få mails til da. "
                "Skriv dagen for den sidste mail, nogen har fået."
            ) from None
        except journal.JournalUnusable as refusal:
            raise CommandError(str(refusal)) from refusal

    def _begin_new_journal(self, *, told_until: date | None) -> None:
        path = queries.journal_path()
        if path is None:
            raise CommandError("FLEXJOB_MAIL_JOURNAL er ikke sat.")
        withheld = resuming.begin_new_journal(
            path=path, told_until=told_until, as_of=timezone.localdate()
        )
        held = counted(withheld, "ventende mail", "ventende mails")
        self.stdout.write(f"Ny journal er begyndt: {path}. {held} sendes ikke")
