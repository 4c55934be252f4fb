"""What one request has shown, collected until the response is about to leave."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from cases.casefile.models import Case
from cases.readlog.models import ReadLogRow
from cases.readlog.writer import LogEntry, write

Action = ReadLogRow.Action


@dataclass
class ReadLogBuffer:
    """A visible call in the view for each look: `request.readlog.shown(case, fields=[...])`."""

    template: LogEntry
    entries: list[LogEntry] = field(default_factory=list)

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

    def wrote(self, case: Case, *, fields: Iterable[str]) -> None:
        self.add(action=Action.WRITE, case=case, fields=fields)

    def refused(
        self, *, act: str, rule: int, case: Case | None = None, criterion: str = ""
    ) -> None:
        self.add(
            action=Action.REFUSED,
            case=case,
            rule=f"{act}:{rule}",
            criterion=criterion,
            outcome=ReadLogRow.Outcome.REFUSED,
        )

    def add(
        self,
        *,
        action: str,
        case: Case | None = None,
        fields: Iterable[str] = (),
        rule: str = "",
        criterion: str = "",
        citizen_id: uuid.UUID | None = None,
        outcome: str = ReadLogRow.Outcome.ALLOWED,
    ) -> None:
        self.entries.append(
            replace(
                self.template,
                action=action,
                citizen_id=case.citizen_id if case else citizen_id,
                case_number=case.number if case else "",
                jobcenter=case.jobcenter.code if case else self.template.jobcenter,
                field_groups=tuple(fields),
                rule=rule,
                criterion=criterion[:80],
                outcome=outcome,
            )
        )

    def flush(self) -> None:
        """Commits the rows on the log's own connection. Raises LogUnavailable; then nothing may be shown."""
        if self.entries:
            write(self.entries)
            self.entries = []
