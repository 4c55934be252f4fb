"""What a chart is: a drawing with finished coordinates, and the same facts as a table. Pure.

Nothing is told by colour alone: a mark has its number beside it, what is too much is hatched, what is
another's is another shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cases.timeline.shapes import Dot, Line, Path, Rect, Text

WIDTH = 640
LEFT, RIGHT = 44.0, 628.0


@dataclass(frozen=True, slots=True)
class Mark:
    """What can be pressed: it leads to the cases behind it."""

    url: str
    label: str
    rects: Sequence[Rect] = ()
    dots: Sequence[Dot] = ()
    diamonds: Sequence[Dot] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    @property
    def plain(self) -> list[list[str]]:
        """For a sheet."""
        return [[cell.text.replace("\u00a0", " ") for cell in row] for row in self.rows]


@dataclass(slots=True)
class Chart:
    """`title` is the finding; `how` is what "Sådan beregnes tallet" says. Empty: too few cases."""

    key: str
    title: str
    subtitle: str
    how: str
    table: Table
    source: str = ""
    height: float = 250.0
    width: int = WIDTH
    is_empty: bool = False
    grid: list[Line] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    def rule(self, y: float, label: str, *, kind: str = "grid", until: float = RIGHT) -> None:
        """A line across, with its number to the left."""
        self.grid.append(Line(LEFT, y, until, y, kind))
        if label:
            self.texts.append(Text(LEFT - 8, y + 5, label, "axis", "end"))


def scale(value: float, *, most: float, top: float, bottom: float) -> float:
    return round(bottom - value / most * (bottom - top), 1)


def round_top(most: float) -> tuple[int, int]:
    """A round number at or above the highest, and the step of its lines."""
    step = next(
        step for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 5000, 10000)
        if most <= 4 * step or step == 10000
    )  # fmt: skip
    lines = max(1, -(-int(most) // step))
    return lines * step, step
