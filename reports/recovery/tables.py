"""The numbers of a recovery: each is the members it counts, and leads to them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from cases.danish import dates, numbers
from reports.recovery.models import Recovery
from reports.recovery.queries import GROUPS, chosen
from reports.recovery.rules import Member, Point

NOBODY = "ingen"
SPLIT = (
    ("over", ("over-afsluttet", "over-aaben", "over-lukket")),
    (
        "ikke-over",
        ("ikke-over-til-tiden", "ikke-over-aaben", "ikke-over-for-sent", "ikke-over-lukket"),
    ),
)
WORK = ("over-aaben", "ikke-over-aaben", "ikke-over-for-sent")
BURN_DOWN = ("Dag", "Sager over fristen, der mangler", "Planen")


def cases_url(recovery: Recovery, group: str, *, caseworker: str = "") -> str:
    address = {"gruppe": group, **({"hvem": caseworker} if caseworker else {})}
    return f"{reverse('genopretning_sager', args=[recovery.pk])}?{urlencode(address)}"


def split(recovery: Recovery, members: Sequence[Member], *, as_of: date) -> dict[str, Any]:
    rows = [
        _row(recovery, members, group, as_of=as_of, strong=place == 0)
        for whole, parts in SPLIT
        for place, group in enumerate((whole, *parts))
    ]
    return {
        "caption": "Sagerne på listen",
        "hide_caption": True,
        "columns": [{"label": "Sager"}, {"label": "Antal", "numeric": True}],
        "rows": rows,
    }


def work(
    recovery: Recovery, members: Sequence[Member], names: Mapping[int, str], *, as_of: date
) -> dict[str, Any]:
    """In the order of `names`: it is who has what, and no ranking. Whoever has left, and nobody, last."""
    order = {str(key): place for place, key in enumerate(names)}
    keys = sorted(
        {str(one.caseworker or NOBODY) for one in members},
        key=lambda key: (key == NOBODY, order.get(key, len(order))),
    )
    return {
        "caption": "Hvem har hvad",
        "hide_caption": True,
        "columns": [
            {"label": "Sagsbehandler"},
            *({"label": GROUPS[group][0], "numeric": True} for group in WORK),
        ],
        "rows": [
            {
                "cells": [
                    {"text": _name(key, names), "header": True},
                    *(
                        _number(
                            len(chosen(members, group, caseworker=key, as_of=as_of)),
                            cases_url(recovery, group, caseworker=key),
                        )
                        for group in WORK
                    ),
                ]
            }
            for key in keys
        ],
    }


def burn_down(points: Sequence[Point]) -> dict[str, Any]:
    return {
        "caption": "Sager over fristen, der mangler, uge for uge",
        "columns": [{"label": name, "numeric": place > 0} for place, name in enumerate(BURN_DOWN)],
        "rows": [
            {
                "cells": [
                    {"date": point.day, "header": True},
                    *({"text": text, "numeric": True} for text in _numbers(point)),
                ]
            }
            for point in points
        ],
    }


def burn_down_cells(points: Sequence[Point]) -> list[list[str]]:
    """For the sheet."""
    return [[dates.numeric(point.day), *_numbers(point)] for point in points]


def _numbers(point: Point) -> tuple[str, str]:
    left = "" if point.left is None else numbers.number(point.left)
    return left, numbers.number(point.planned, decimals=1)


def _row(
    recovery: Recovery, members: Sequence[Member], group: str, *, as_of: date, strong: bool
) -> dict[str, Any]:
    count = len(chosen(members, group, as_of=as_of))
    label = GROUPS[group][0]
    return {
        "cells": [
            {"text": label, "header": True} if strong else {"text": label},
            _number(count, cases_url(recovery, group)),
        ]
    }


def _number(count: int, url: str) -> dict[str, Any]:
    return {"text": numbers.number(count), "url": url if count else "", "numeric": True}


def _name(key: str, names: Mapping[int, str]) -> str:
    return "Uden sagsbehandler" if key == NOBODY else names.get(int(key), "Tidligere medarbejder")
