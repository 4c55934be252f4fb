"""What one request has shown, collected until the response is about to leave."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

from cases.casefile.models import Case
from cases.readlog.models import ReadLogRow
from cases.readlog.writer import LogEntry, write

Action = ReadLogRow.Action
Outcome = ReadLogRow.Outcome
AT_ONCE = 2000


class LogClosed(RuntimeError):
    """The response has left: what is shown now would stand in no log. Call `shown` before."""


@dataclass
class ReadLogBuffer:
    """A visible call in the view for each look: `request.readlog.shown(case, fields=[...])`.

    `sender` says who is asking, each time anew: the same request may log someone in.
    """

    sender: Callable[[], LogEntry]
    role: str = ""
    jobcenter: str = ""
    entries: list[LogEntry] = field(default_factory=list)
    is_closed: bool = False

    def acting_as(self, *, role: str, jobcenter: str = "") -> None:
        """The role that opened the door; every row of the request carries it."""
        self.role, self.jobcenter = role, jobcenter

    def shown(self, case: Case, *, fields: Iterable[str], action: str = Action.SHOW) -> None:
        self.add(action=action, case=case, fields=fields)

    def listed(
        self,
        cases: Iterable[Case],
        *,
        fields: Iterable[str] = ("identitet",),
        action: str = Action.LIST,
        criterion: str = "",
    ) -> None:
        """One row for each citizen on the page."""
        for case in cases:
            self.add(action=action, case=case, fields=fields, criterion=criterion)

    def exported(
        self, citizens: Iterable[tuple[uuid.UUID, str]], *, fields: Iterable[str], purpose: str
    ) -> int:
        """Each citizen of a file, with the number of the case; how many they were.

        Committed some at a time, so that a whole country is never held: the file may leave when
        this returns, and what is added later is committed as ever.
        """
        self._must_be_open()
        groups, waiting, count = tuple(fields), iter(citizens), 0
        while some := list(islice(waiting, AT_ONCE)):
            write([self._exported(key, number, groups, purpose) for key, number in some])
            count += len(some)
        return count

    def _exported(
        self, citizen_id: uuid.UUID, number: str, fields: tuple[str, ...], purpose: str
    ) -> LogEntry:
        sender = self.sender()
        return LogEntry(
            actor=sender.actor,
            role=self.role,
            jobcenter=self.jobcenter,
            action=Action.EXPORT,
            citizen_id=citizen_id,
            case_number=number,
            field_groups=fields,
            purpose=purpose,
            request_id=sender.request_id,
            ip=sender.ip,
        )

    def _must_be_open(self) -> None:
        if self.is_closed:
            raise LogClosed("Skriv i loggen, før svaret begynder at blive sendt")

    def wrote(self, case: Case, *, fields: Iterable[str]) -> None:
        self.add(action=Action.WRITE, case=case, fields=fields)

    def refused(
        self,
        *,
        act: str,
        rule: int,
        case: Case | None = None,
        criterion: str = "",
        citizen_id: uuid.UUID | None = None,
    ) -> None:
        self.add(
            action=Action.REFUSED,
            case=case,
            citizen_id=citizen_id,
            rule=f"{act}:{rule}",
            criterion=criterion,
            outcome=Outcome.REFUSED,
        )

    def add(
        self,
        *,
        action: str,
        case: Case | None = None,
        case_number: str = "",
        fields: Iterable[str] = (),
        rule: str = "",
        criterion: str = "",
        citizen_id: uuid.UUID | None = None,
        outcome: str = Outcome.ALLOWED,
        actor: str = "",
    ) -> None:
        self._must_be_open()
        sender = self.sender()
        self.entries.append(
            LogEntry(
                actor=actor or sender.actor,
                role=self.role,
                jobcenter=self.jobcenter,
                action=action,
                citizen_id=case.citizen_id if case else citizen_id,
                case_number=case.number if case else case_number,
                field_groups=tuple(fields),
                purpose=sender.purpose,
                rule=rule,
                criterion=criterion.replace("\0", "")[:80],
                request_id=sender.request_id,
                ip=sender.ip,
                outcome=outcome,
            )
        )

    def flush(self) -> None:
        """Commits the rows on the log's own connection, and takes no more.

        Raises LogUnavailable; then nothing may be shown.
        """
        self.is_closed = True
        if self.entries:
            write(self.entries)
            self.entries = []
