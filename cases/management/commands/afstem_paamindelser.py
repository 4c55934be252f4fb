"""`manage.py afstem_paamindelser`: what beat rings for every hour, without Celery."""

from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from cases.command_line.counts import counted
from cases.command_line.danish import DanishCommand
from cases.reconciling import operations, queries, words

NO_NIGHT = "Ingen nat er færdig, så der er intet at afstemme. Kør koer_nat, og læs svaret"


class Command(DanishCommand):
    help = (
        "Regner nattens påmindelser efter og siger, hvad der mangler at blive fortalt eller sendt"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        try:
            standing = operations.reconcile(at=at)
        except operations.NotReckoned as failure:
            raise CommandError(str(failure)) from failure
        if not standing:
            if not queries.books(at=at).has_a_night:
                raise CommandError(NO_NIGHT)
            self.stdout.write(words.nothing_missing(waiting=queries.mails_waiting()))
            return
        kinds = [f"{label}: {count}" for label, count in queries.standing()]
        missing = counted(standing, "mangel", "mangler")
        raise CommandError(f"{missing}\n" + "\n".join(kinds))
