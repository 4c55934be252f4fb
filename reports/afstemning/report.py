"""A reconciliation in words on a terminal, and as one JSON object for machines. No name or CPR number."""

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from cases.danish.numbers import counted, number
from reports.afstemning import queries, rules, words
from reports.afstemning.models import Afstemning, AfstemningLine
from reports.afstemning.queries import Counts, Filters
from reports.afstemning.reading import listed_of, ours_of

Write = Callable[[str], Any]
MOST_SHOWN = 200
AT_ONCE = 2_000
TOLD = (*rules.TO_DECIDE, rules.UNREADABLE)


def write_text(afstemning: Afstemning, write: Write) -> None:
    counts = queries.counts(afstemning)
    for group in TOLD:
        _group(afstemning, counts, group, write)
    left_out = words.left_over(counts)
    restricted = words.restricted(counts.hidden, counts.hidden_rows)
    elsewhere = words.elsewhere(queries.elsewhere(afstemning))
    for said in (left_out, elsewhere, restricted, _summary(counts)):
        if said:
            write(said)


def _summary(counts: Counts) -> str:
    said = (words.agreeing(counts), words.to_decide(counts), words.differences(counts))
    return " ".join(one for one in said if one)


def _group(afstemning: Afstemning, counts: Counts, group: str, write: Write) -> None:
    if not (count := counts.groups[group]):
        return
    moving = counts.moving.get(group)
    effect = "" if moving is None else f", {number(moving)} flytter en frist"
    write(f"{AfstemningLine.Group(group).label} ({number(count)}{effect}):")
    lines = _lines(afstemning, group)
    for line in islice(lines, MOST_SHOWN):
        write(f"  {_what(line)}")
    if next(lines, None) is not None:
        write("  … listen fortsætter; alle fås med --json")


def _lines(afstemning: Afstemning, group: str) -> Iterator[AfstemningLine]:
    return queries.lines_of(afstemning, Filters(group)).iterator(chunk_size=AT_ONCE)


def _what(line: AfstemningLine) -> str:
    who = f"Række {line.line}" if line.line else "Ikke på listen"
    if line.group == rules.UNREADABLE:
        return line.message or who
    ours = ", ".join(words.span(one.span) for one in ours_of(line)) or "ingen"
    listed = ", ".join(words.span(one) for one in listed_of(line)) or "ingen"
    effect = words.badge(line.moves)["text"]
    moved = f" ({words.moved(line.moves)})" if line.moves else ""
    return f"{who}: vores {ours}; listens {listed}. {effect}{moved}"


def write_json(afstemning: Afstemning, write: Write) -> None:
    """Written piece by piece: memory does not follow the number of rows."""
    counts = queries.counts(afstemning)
    head = {
        "fil": afstemning.file_name,
        "kilde": afstemning.source.name,
        "listens_dag": afstemning.list_day.isoformat(),
        "kontrolsum": afstemning.checksum,
        "personer": afstemning.people,
        "tal": {
            **counts.groups,
            "begraenset_adgang": counts.hidden,
            "inhabil": counts.closed,
        },
    }
    write(json.dumps(head, ensure_ascii=False)[:-1])
    for group in TOLD:
        write(f', "{group}": [')
        for place, line in enumerate(_lines(afstemning, group)):
            write((", " if place else "") + json.dumps(_item(line), ensure_ascii=False))
        write("]")
    write("}\n")


def _item(line: AfstemningLine) -> dict[str, Any]:
    if line.group == rules.UNREADABLE:
        return {"linje": line.line, "besked": line.message}
    return {
        "linje": line.line,
        "vores": [[start, end] for _, _, start, end in line.ours],
        "listens": line.listed,
        "flytter": [
            {"runde": one[0], "maerke": one[1], "foer": one[2], "efter": one[3]}
            for one in line.moves
        ],
    }


def written(afstemning: Afstemning) -> str:
    return (
        f"Listen er gemt, og intet er ændret. {afstemning.employee.name} afgør den på siden "
        f"Afstemning inden 30 dage ({counted(afstemning.people, 'person', 'personer')})."
    )
