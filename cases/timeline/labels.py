"""Put labels where they cover neither each other nor the drawing.

Greedy: each label tries its places in order of beauty and takes the first
that is free. Where none is, it may cross a thin line (it has a halo) unless
told not to, but never another label. A label without any place takes its last
one when it must be shown, else it is left out; the tables below the chart say
the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cases.timeline.shapes import Text

LETTER_WIDTH = 7.9
LINE_HEIGHT = 19.0
ASCENT = 15.0


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def lies_in(self, other: Box) -> bool:
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


def text_width(text: str) -> float:
    """An upper estimate for IBM Plex Sans at 16 pixels."""
    return len(text) * LETTER_WIDTH


def box_of(lines: Sequence[Text]) -> Box:
    boxes = [_box_of_line(line) for line in lines]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _box_of_line(line: Text) -> Box:
    width = text_width(line.text)
    shift = {"start": 0.0, "middle": width / 2, "end": width}[line.anchor]
    left = line.x - shift
    top = line.y - ASCENT
    return Box(left, top, left + width, top + LINE_HEIGHT)


@dataclass(slots=True)
class Labels:
    """The labels placed so far and the lines they would rather not cross."""

    canvas: Box
    lines: list[Box] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    def keep_clear(self, boxes: Iterable[Box]) -> None:
        self.lines.extend(boxes)

    def place(
        self,
        places: Iterable[Sequence[Text]],
        *,
        must_show: bool = True,
        may_cross: bool = True,
    ) -> None:
        candidates = list(places)
        everything = [*self.taken, *self.lines]
        obstacles = (everything, self.taken) if may_cross else (everything,)
        for hindering in obstacles:
            for lines in candidates:
                if self._is_free(box_of(lines), hindering):
                    self._put(lines)
                    return
        if must_show and candidates:
            self._put(candidates[-1])

    def _is_free(self, box: Box, hindering: Iterable[Box]) -> bool:
        return box.lies_in(self.canvas) and not any(box.meets(other) for other in hindering)

    def _put(self, lines: Sequence[Text]) -> None:
        self.texts.extend(lines)
        self.taken.append(box_of(lines))
