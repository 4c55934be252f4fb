"""What a mail says: case number, task, date and link, and nothing else about anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from cases.danish import dates
from cases.danish.numbers import counted

MOST_LINES = 10

OVERDUE, TODAY, COMING, THIS_WEEK = "Over fristen", "I dag", "Kommende", "Resten af ugen"
ORDER = [OVERDUE, TODAY, COMING, THIS_WEEK]


@dataclass(frozen=True, slots=True)
class Line:
    """`case_number` is empty for what is about no case."""

    section: str
    case_number: str
    task: str
    due: date
    url: str

    @property
    def date(self) -> str:
        return dates.table(self.due)


def section_of(*, due: date, day: date, is_deadline: bool) -> str:
    """What is no deadline of a case is never late: the day a date was moved, the month's report."""
    if due > day:
        return COMING
    return OVERDUE if is_deadline and due < day else TODAY


def ordered(lines: Sequence[Line]) -> list[Line]:
    """Each task once, however many people's duty it is that one is told in the place of."""
    once = {(line.case_number, line.task, line.due): line for line in reversed(lines)}
    return sorted(
        once.values(), key=lambda one: (ORDER.index(one.section), one.due, one.case_number)
    )


def sections(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Of the lines there is room for."""
    for section, group in groupby(lines[:MOST_LINES], lambda line: line.section):
        yield section, list(group)


def how_many_more(lines: Sequence[Line]) -> int:
    return max(0, len(lines) - MOST_LINES)


def subject(lines: Sequence[Line]) -> str:
    """The answer itself. What comes later in the week was told before and is not counted."""
    counts = Counter(line.section for line in lines)
    named = [(TODAY, "i dag"), (OVERDUE, "over fristen"), (COMING, "kommende")]
    (first, how), *others = [(counts[of], how) for of, how in named if counts[of]]
    said = [f"{counted(first, 'opgave', 'opgaver')} {how}"]
    if how == "kommende":
        said = [counted(first, "kommende opgave", "kommende opgaver")]
    said += [f"{count} {how}" for count, how in others]
    return ", ".join(said).replace(dates.NBSP, " ")


def text(lines: Sequence[Line], *, all_url: str, settings_url: str) -> str:
    """Columns that also stand in a letter of fixed width."""
    shown = lines[:MOST_LINES]
    widths = [
        max(len(of) for of in column)
        for column in zip(*((one.case_number, one.task, one.date) for one in shown), strict=True)
    ]
    said = ["Godmorgen", ""]
    for section, group in sections(lines):
        said.append(section)
        said += [_text_line(line, widths) for line in group]
        said.append("")
    if more := how_many_more(lines):
        said += [f"og {more} mere", ""]
    said += [
        f"Alle opgaver: {all_url}",
        f"Skift tidspunkt eller slå mailen fra: {settings_url}",
        "",
    ]
    return "\n".join(said)


def _text_line(line: Line, widths: Sequence[int]) -> str:
    columns = (line.case_number, line.task, line.date)
    padded = [of.ljust(width) for of, width in zip(columns, widths, strict=True) if width]
    return "  ".join(["", *padded, line.url])
