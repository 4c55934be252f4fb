"""The review of a list as finished rows for the template."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.urls import reverse

from cases import paging
from cases.danish.numbers import counted, number
from reports.afstemning import queries, rules, words
from reports.afstemning.models import Afstemning, AfstemningLine
from reports.afstemning.queries import ALL, DECIDED, Counts, Filters, Sight
from reports.afstemning.reading import listed_of, ours_of, wanted_of
from reports.afstemning.rules import Span

ROWS = 50
LABELS = dict(AfstemningLine.Group.choices)
CHOICES = {
    rules.MISSING_HERE: ("Brug listens", "Registrér ikke", "Spørg"),
    rules.OTHER_DATES: ("Brug listens", "Behold vores", "Spørg"),
    rules.NOT_LISTED: ("Brug listens", "Behold vores", "Spørg"),
}
DECIDED_AS = {"listen": "Listens datoer", "vores": "Vores datoer", "spoerg": "Spurgt"}


@dataclass(frozen=True)
class Part:
    """Half a period: bold where the other side does not have it."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Row:
    key: int
    line: int | None
    name: str
    url: str
    small: str
    ours: list[Part]
    listed: list[Part]
    badge: dict[str, str]
    moved: str
    decided: str
    asked: str  # who was asked, or who answered what
    may_ask: bool
    message: str


def filters(asked: Any, counts: Counts) -> Filters:
    known = {*queries.GROUPS, DECIDED}
    group = asked.get("gruppe", "")
    if group not in known:
        done = DECIDED if counts.decided else rules.AGREES
        group = next((one for one in rules.TO_DECIDE if counts.left[one]), done)
    effect, sort = asked.get("betydning", ""), asked.get("sorter", "")
    return Filters(
        group=group,
        effect=effect if effect in ("med", "uden", ALL) else "",
        sort=sort if sort == "frist" else "",
    )


def rows(afstemning: Afstemning, lines: Sequence[AfstemningLine], sight: Sight) -> list[Row]:
    return [_row(afstemning, line, sight) for line in lines]


def _row(afstemning: Afstemning, line: AfstemningLine, sight: Sight) -> Row:
    if line.citizen_id in sight.hidden:
        return _restricted(line)
    case = sight.cases.get(line.citizen_id)
    ours = [one.span for one in ours_of(line)]
    listed = listed_of(line)
    return Row(
        key=line.pk,
        line=line.line,
        name=sight.name(line),
        url=reverse("sag_perioder", args=[case.number]) if case else "",
        small=case.number if case else _without_case(line),
        ours=parts(ours, listed) or [Part("ingen", True)],
        listed=parts(listed, ours) or not_listed(afstemning, line),
        badge=words.badge(line.moves),
        moved=words.moved(line.moves),
        decided=DECIDED_AS.get(line.decision, ""),
        asked=words.asked(
            line,
            case,
            sight.answers.get(line.pk),
            is_waited_for=afstemning.state in Afstemning.IN_PLAY,
        ),
        may_ask=case is not None,
        message=line.message,
    )


def _restricted(line: AfstemningLine) -> Row:
    return Row(
        key=line.pk,
        line=line.line,
        name=queries.RESTRICTED,
        url="",
        small="",
        ours=[],
        listed=[],
        badge=words.badge([]),
        moved="",
        decided="",
        asked="",
        may_ask=False,
        message="",
    )


def _without_case(line: AfstemningLine) -> str:
    return "ny borger" if line.is_new else "uden åben sag"


def parts(spans: Sequence[Span], others: Sequence[Span]) -> list[Part]:
    return [Part(words.span(span), span not in others) for span in spans]


def not_listed(afstemning: Afstemning, line: AfstemningLine) -> list[Part]:
    """What "brug listens" would leave of one who is not on it."""
    left = wanted_of(afstemning, line)
    ended = f"bliver {words.span(left[-1])}" if left else "perioden annulleres"
    return [Part("ikke på listen", True), Part(ended, False)]


def boxes(afstemning: Afstemning, counts: Counts) -> list[dict[str, str]]:
    """The four numbers, each a link to its rows."""
    moving = number(counts.moving[rules.OTHER_DATES])
    is_open = afstemning.state == Afstemning.State.OPEN
    said = words.SUMS_UP if is_open else words.SUMMED_UP
    what = "flytter en frist" if is_open else "med betydning for en frist"
    sums_up = {**said, rules.OTHER_DATES: f"{moving} {what}"}
    return [
        {
            "number": number(counts.groups[group]),
            "label": LABELS[group].lower(),
            "url": url(afstemning, Filters(group, ALL if _has_decided(counts, group) else "")),
            "small": sums_up[group],
        }
        for group in (rules.AGREES, *rules.TO_DECIDE)
    ]


def _has_decided(counts: Counts, group: str) -> bool:
    return group in rules.TO_DECIDE and counts.left[group] != counts.groups[group]


def tabs(afstemning: Afstemning, counts: Counts, current: str) -> list[dict[str, Any]]:
    shown = {
        **{group: counts.left[group] for group in rules.TO_DECIDE},
        DECIDED: counts.decided,
        rules.AGREES: counts.groups[rules.AGREES],
        rules.UNREADABLE: counts.groups[rules.UNREADABLE],
    }
    return [
        {
            "label": "Afgjort" if group == DECIDED else LABELS[group],
            "url": url(afstemning, Filters(group)),
            "current": group == current,
            "count": number(count),
        }
        for group, count in shown.items()
    ]


def narrowings(afstemning: Afstemning, asked: Filters, counts: Counts) -> list[dict[str, Any]]:
    """Links over the rows of a group: which, and in what order."""
    if asked.group not in rules.TO_DECIDE:
        return []
    left, harmless = counts.left[asked.group], counts.harmless[asked.group]
    offered = [
        ("Alle", Filters(asked.group, "", asked.sort), left),
        ("Flytter en frist", Filters(asked.group, "med", asked.sort), left - harmless),
        ("Uden betydning for fristen", Filters(asked.group, "uden", asked.sort), harmless),
    ]
    if _has_decided(counts, asked.group):
        everyone = Filters(asked.group, ALL, asked.sort)
        offered.append(("Også de afgjorte", everyone, counts.groups[asked.group]))
    return [
        {
            "label": f"{label} ({number(count)})",
            "url": url(afstemning, one),
            "current": one == asked,
        }
        for label, one, count in offered
    ]


def pagination(afstemning: Afstemning, asked: Filters, page: Page[Any]) -> dict[str, Any] | None:
    total = counted(page.paginator.count, "person", "personer")
    base = url(afstemning, asked)
    return paging.ways_from(page, total=total, address=lambda side: f"{base}&side={side}")


def url(afstemning: Afstemning, asked: Filters, **more: str) -> str:
    told = {"gruppe": asked.group, "betydning": asked.effect, "sorter": asked.sort, **more}
    query = urlencode({name: value for name, value in told.items() if value})
    return f"{reverse('afstemning_gennemgang', args=[afstemning.pk])}?{query}"
