"""What was lost and what came twice: the ledger and the caught mails against what is expected.

`lost`: expected, but without a notice, or in no mail. `twice`: a notice too many, or in two mails
that a reader would see as two. The same mail with the same Message-ID is a repeat: mail programs
show it once, and nobody can rule it out (a sender may die with the server's answer unread).
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes
from email.message import Message

from cases.mail import rules
from cases.mail.models import Mail
from cases.reminders.models import Notice
from tests.faults.town import Expected, Task

# How the mail says it, worked out anew.
VERBS = {
    "m10": "Send sagen til teamet",
    "m12": "Påbegynd revurdering",
    "m18": "Afslut revurdering",
    "maaned": "Lav månedsstatus",
}
MONTHS = [
    "jan.",
    "feb.",
    "mar.",
    "apr.",
    "maj",
    "juni",
    "juli",
    "aug.",
    "sep.",
    "okt.",
    "nov.",
    "dec.",
]
LINE = re.compile(r"^ +(F-\d+-\d+ +)?(\w.*?)  +(\d+\. \w+\.? \d{4})  +https?://", re.MULTILINE)
MORE = re.compile(r"^og (\d+) mere$", re.MULTILINE)


@dataclass
class Count:
    what: str
    expected: int
    notices: int
    lost: int = 0
    twice: int = 0
    repeats: int = 0
    mails: int = 0
    more: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        figures = {
            "expected": self.expected,
            "notices": self.notices,
            "mails": self.mails,
            "repeats": self.repeats,
            **self.more,
            "lost": self.lost,
            "twice": self.twice,
        }
        return f"{self.what}: " + " ".join(f"{name}={value}" for name, value in figures.items())


def of_notices(what: str, *, expected: Expected) -> Count:
    """Whoever is told without a reason counts as told twice."""
    told = Notice.objects.values_list("obligation__key", "obligation__recipient__username")
    notices = Counter(told)
    return Count(
        what,
        expected=len(expected),
        notices=notices.total(),
        lost=len(expected - notices.keys()),
        twice=notices.total() - len(expected & notices.keys()),
    )


def of_mails(count: Count, *, expected: Expected, received: list[bytes]) -> None:
    """Each obligation in one mail that came over the wire, and every copy of it the same."""
    by_id: dict[str, set[bytes]] = {}
    for raw in received:
        by_id.setdefault(message_from_bytes(raw)["Message-ID"], set()).add(raw)
    told = Counter(
        digest
        for digests in Mail.objects.filter(message_id__in=by_id).values_list("digests", flat=True)
        for digest in digests
    )
    digests = {rules.digest(key=key, username=username) for key, username in expected}
    count.mails = len(by_id)
    count.repeats = len(received) - len(by_id)
    count.lost += len(digests - told.keys())
    count.twice += told.total() - len(digests & told.keys())
    count.twice += sum(len(versions) - 1 for versions in by_id.values())


def of_lines(count: Count, *, tasks: dict[str, set[Task]], received: list[bytes]) -> None:
    """For a single morning: what each can read in the mail, and what it says there is more of."""
    wanted = {who: {_in_words(*task) for task in those} for who, those in tasks.items()}
    shown: Counter[tuple[str, str]] = Counter()
    more: Counter[str] = Counter()
    for message in {raw: message_from_bytes(raw) for raw in received}.values():
        username, text = message["To"].partition("@")[0], _text(message)
        shown.update((username, _spaced("".join(line))) for line in LINE.findall(text))
        more.update({username: sum(map(int, MORE.findall(text)))})
    for username, lines in wanted.items():
        read = {line for who, line in shown if who == username}
        unread = len(lines) - len(read & lines) - more[username]
        count.lost += max(0, unread)
        count.twice += max(0, -unread) + len(read - lines)
    count.twice += shown.total() - len(shown)
    count.twice += sum(who not in wanted for who, _ in shown)


def _in_words(case_number: str, kind: str, due: date) -> str:
    day = f"{due.day}. {MONTHS[due.month - 1]} {due.year}"
    return _spaced(f"{case_number}{VERBS[kind]}{day}")


def _text(message: Message) -> str:
    part = message.get_payload(0)
    assert isinstance(part, Message)
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode().replace("\r\n", "\n").replace("\N{NO-BREAK SPACE}", " ")


def _spaced(words: str) -> str:
    return "".join(words.split())
