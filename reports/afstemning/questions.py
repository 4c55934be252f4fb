"""What the payment office asks of a case: for its page, its notice, Min dag and the list itself."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet

from cases import whole_numbers
from cases.access.rules import Act
from cases.casefile.models import Case
from cases.danish import dates
from cases.overview.registry import Notice
from cases.people.models import Employee
from reports.afstemning import effects, rules, words
from reports.afstemning.models import Afstemning, AfstemningLine, Answer
from reports.afstemning.operations.deciding import look_again
from reports.afstemning.page import Part, not_listed, parts
from reports.afstemning.reading import listed_of, ours_of

LATEST = 5


@dataclass(frozen=True)
class Question:
    """`seen`: our periods as they stand on the page, `id:version` each."""

    key: int
    source: str
    list_day: date
    asked_by: str
    ours: list[Part]
    listed: list[Part]
    badge: dict[str, str]
    moved: str
    agrees: bool
    is_late: bool
    seen: str


def asked_of(case: Case) -> QuerySet[AfstemningLine]:
    asked = AfstemningLine.objects.shown().asked().filter(citizen_id=case.citizen_id)
    return asked.select_related("afstemning__source", "afstemning__employee")


def asked_of_cases(by: Employee | None = None) -> QuerySet[AfstemningLine]:
    """For a query over cases; of those that `by` sent, if anybody is named."""
    asked = AfstemningLine.objects.shown().asked().filter(citizen_id=OuterRef("citizen"))
    return asked.filter(afstemning__employee=by) if by else asked


def next_question(case: Case, *, as_of: date) -> Question | None:
    """The one that has waited longest; the page asks one thing at a time."""
    line = asked_of(case).order_by("decided_at", "pk").first()
    return _question(line, as_of=as_of) if line else None


def _question(line: AfstemningLine, *, as_of: date) -> Question:
    """Our periods as they stand today, not as when the list came."""
    afstemning = line.afstemning
    look_again(afstemning, line)
    effects.tell_effect(afstemning, line, as_of=as_of)
    found = ours_of(line)
    ours, listed = [one.span for one in found], listed_of(line)
    return Question(
        key=line.pk,
        source=afstemning.source.name,
        list_day=afstemning.list_day,
        asked_by=afstemning.employee.name,
        ours=parts(ours, listed) or [Part("ingen", True)],
        listed=parts(listed, ours) or not_listed(afstemning, line),
        badge=words.badge(line.moves),
        moved=words.moved(line.moves),
        agrees=line.group == rules.AGREES,
        is_late=afstemning.state == Afstemning.State.APPROVED,
        seen=" ".join(f"{one.id}:{one.version}" for one in found),
    )


def seen_periods(text: str) -> list[list[int]]:
    """What `seen` wrote; of anything else nothing is seen."""
    pairs = [one.partition(":") for one in text.split()]
    numbers = [whole_numbers.keys([key, version]) for key, _, version in pairs]
    return numbers if all(len(pair) == 2 for pair in numbers) else []


def answers_of(case: Case) -> QuerySet[Answer]:
    """The newest that stand."""
    standing = Answer.objects.filter(case=case, is_withdrawn=False)
    return standing.select_related("by", "line__afstemning__source").order_by("-id")[:LATEST]


def notices(case: Case) -> list[Notice]:
    """Above the case until it is answered."""
    return [_notice(line) for line in asked_of(case)]


def _notice(line: AfstemningLine) -> Notice:
    source, day = line.afstemning.source.name, dates.long(line.afstemning.list_day)
    return Notice(
        text="Ydelseskontoret spørger om perioderne",
        details=f"Listen fra {source} af {day} og vores perioder er ikke ens. Hvilke er rigtige?",
        url_name="sag_spoergsmaal",
        link="Svar",
        act=Act.WRITE_PERIOD,
    )
