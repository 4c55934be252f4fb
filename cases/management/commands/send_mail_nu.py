"""`manage.py send_mail_nu`: what beat rings for, without Celery; for cron, or to see what is wrong."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from cases.command_line.counts import counted
from cases.command_line.danish import DanishCommand
from cases.mail import composing, journal, queries, sending
from cases.mail.models import Mail


class Command(DanishCommand):
    help = "Skriver og sender det, der skal med mail nu. Kan køre samtidig med worker"

    def handle(self, *args: Any, **options: Any) -> None:
        if not queries.is_set_up():
            self.stdout.write("EMAIL_HOST er ikke sat, så der sendes ingen mails")
            return
        try:
            unwritten = self._compose()
            run = sending.send_waiting(at=timezone.now())
        except journal.JournalUnusable as refusal:
            raise CommandError(
                f"{refusal} Se »Når noget er rødt« i driftsvejledningen."
            ) from refusal
        self.stdout.write(f"{counted(run.outcomes[Mail.State.SENT], 'mail', 'mails')} sendt")
        if wrong := [*unwritten, *_wrong_in(run)]:
            raise CommandError("\n".join(wrong))

    def _compose(self) -> list[str]:
        """What went wrong; what was written before that is sent all the same."""
        try:
            composed = composing.compose(at=timezone.now())
        except composing.SomeFailed as failure:
            return [f"{failure}. Grunden står i loggen. De andres er skrevet"]
        self.stdout.write(f"{counted(composed, 'mail', 'mails')} skrevet")
        return []


def _wrong_in(run: sending.Run) -> Iterator[str]:
    if run.server_away:
        yield (
            f"Mailserveren tager ikke imod: {run.latest_refusal}. "
            "Mails bliver stående og prøves igen."
        )
        return
    if refused := run.outcomes[Mail.State.ADDRESS_REFUSED]:
        addresses = counted(refused, "adresse", "adresser")
        yield f"{addresses} blev afvist; se Administration, Medarbejdere."
    if later := run.outcomes[Mail.State.WAITING]:
        mails = counted(later, "mail", "mails")
        yield f"{mails} blev afvist indtil videre og prøves igen senere: {run.latest_refusal}"
