"""What was lost and what came twice: the ledger and the caught mails against what is expected.

`lost`: expected, but without a notice, or in no mail. `twice`: a notice too many, or in two mails
that a reader would see as two. The same mail with the same Message-ID is a repeat: mail programs
show it once, and nobody can rule it out (a sender may die with the server's answer unread).
"""

from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes

from cases.mail import rules
from cases.reminders.models import Notice

Expected = set[tuple[str, str]]  # the key of the obligation, the user name of who is told


@dataclass
class Count:
    what: str
    expected: int
    notices: Counter[str]
    lost: int = 0
    twice: int = 0
    repeats: int = 0
    mails: int = 0
    more: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        figures = {
            "expected": self.expected,
            "notices": self.notices.total(),
            "mails": self.mails,
            "repeats": self.repeats,
            **self.more,
            "lost": self.lost,
            "twice": self.twice,
        }
        return f"{self.what}: " + " ".join(f"{name}={value}" for name, value in figures.items())


def of_notices(what: str, *, expected: Expected) -> Count:
    """Whoever is told without a reason counts as told twice."""
    digests = _digests(expected)
    told = Notice.objects.values_list("obligation__key", "obligation__recipient__username")
    notices = Counter(rules.digest(key=key, username=name) for key, name in told)
    return Count(
        what,
        expected=len(digests),
        notices=notices,
        lost=len(digests - notices.keys()),
        twice=notices.total() - len(digests & notices.keys()),
    )


def of_mails(count: Count, *, expected: Expected, received: list[bytes]) -> Count:
    """The obligations are read from the mails' own text, as they came over the wire."""
    told_in: dict[str, set[str]] = {}
    by_id: dict[str, set[bytes]] = {}
    for raw in received:
        message = message_from_bytes(raw)
        by_id.setdefault(message["Message-ID"], set()).add(raw)
        for digest in str(message.get_payload(0).get_payload()).split():
            told_in.setdefault(digest, set()).add(message["Message-ID"])
    digests = _digests(expected)
    count.mails = len(by_id)
    count.repeats = len(received) - len(by_id)
    count.lost += len(digests - told_in.keys())
    count.twice += sum(len(ids) - 1 for ids in told_in.values())
    count.twice += len(told_in.keys() - digests)
    count.twice += sum(len(versions) - 1 for versions in by_id.values())
    return count


def _digests(expected: Expected) -> set[str]:
    return {rules.digest(key=key, username=name) for key, name in expected}
