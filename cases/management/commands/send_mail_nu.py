"""`manage.py send_mail_nu`: what beat rings for, without Celery; for cron, or to see what is wrong."""

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
            composed = composing.compose(at=timezone.now())
            self.stdout.write(f"{counted(composed, 'mail', 'mails')} skrevet")
            run = sending.send_waiting(at=timezone.now())
        except journal.JournalUnusable as refusal:
            raise CommandError(
                f"{refusal} Se »Når noget er rødt« i driftsvejledningen."
            ) from refusal
        self.stdout.write(f"{counted(run.outcomes[Mail.State.SENT], 'mail', 'mails')} sendt")
        if run.server_away:
            raise CommandError("Mailserveren svarer ikke. Mails bliver stående og prøves igen.")
        if refused := run.outcomes[Mail.State.ADDRESS_REFUSED]:
            addresses = counted(refused, "adresse", "adresser")
            raise CommandError(f"{addresses} blev afvist; se Administration, Medarbejdere.")
        if later := run.outcomes[Mail.State.WAITING]:
            mails = counted(later, "mail", "mails")
            raise CommandError(f"{mails} blev afvist indtil videre og prøves igen senere.")
