"""Danish formats in templates: `{% load dansk %}`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField, Field
from django.utils import timezone

from cases.danish import date_entry, dates, names, nearness, numbers
from cases.fields import DanishDateField

register = template.Library()

UNDO_PREFIX = "fortryd:"
TONES = {
    "debug": "info",
    "info": "info",
    "success": "success",
    "warning": "warning",
    "error": "error",
}


def on_dates(write: Any) -> Any:
    """A missing date shows as nothing, never as `None`."""

    def filtered(value: date | None) -> str:
        return write(value) if value else ""

    return filtered


register.filter("dato", on_dates(dates.long))
register.filter("dato_tabel", on_dates(dates.table))
register.filter("dato_ugedag", on_dates(dates.with_weekday))
register.filter("dato_kort", on_dates(dates.numeric))
register.filter("uge", on_dates(dates.week))
register.filter("tal", numbers.number)
register.filter("pct", numbers.percent)
register.filter("dage", numbers.days)
register.filter("maaneder", numbers.months)
register.filter("mdr", numbers.short_months)
register.filter("ejefald", names.genitive)


@register.filter
def klokken(moment: datetime | None) -> str:
    return dates.clock(_local(moment)) if moment else ""


@register.filter
def tidspunkt(moment: datetime | None) -> str:
    return dates.moment(_local(moment)) if moment else ""


@register.filter
def om(day: date | None, as_of: date) -> str:
    return dates.relative(day, as_of=as_of) if day else ""


@register.simple_tag
def datointerval(first: date, last: date | None) -> str:
    return dates.span(first, last)


@register.simple_tag
def antal(count: int, one: str, many: str) -> str:
    return numbers.counted(count, one, many)


@register.inclusion_tag("components/deadline_badge.html")
def deadline_badge(due: date, as_of: date) -> Mapping[str, Any]:
    return {"badge": nearness.nearness(due, as_of=as_of)}


@register.inclusion_tag("components/contextual_date.html")
def contextual_date(
    due: date, as_of: date, label: str = "", *, conditional: bool = False
) -> Mapping[str, Any]:
    tone = nearness.nearness(due, as_of=as_of).tone
    relative = dates.relative(due, as_of=as_of)
    return {
        "date": due,
        "tone": tone,
        "relative": relative,
        "label": label,
        "conditional": conditional,
    }


@register.filter
def besked(message: Any) -> dict[str, str]:
    """A Django message as a `besked`; `extra_tags="fortryd:/sti/"` adds an undo button."""
    undo_url = next(
        (
            tag.removeprefix(UNDO_PREFIX)
            for tag in message.tags.split()
            if tag.startswith(UNDO_PREFIX)
        ),
        "",
    )
    return {
        "tone": TONES[message.level_tag],
        "text": str(message),
        "undo_url": undo_url,
    }


def _as_of(field: Field) -> date:
    if not isinstance(field, DanishDateField):
        raise TypeError(f"{type(field).__name__} is no date field")
    return field.as_of


@register.filter
def date_echo(field: BoundField) -> str:
    """What the typed date was read as; empty while it cannot be read."""
    typed = field.value()
    if not typed or field.errors:
        return ""
    if isinstance(typed, date):
        return date_entry.echo(typed)
    try:
        return date_entry.echo(date_entry.parse(str(typed), as_of=_as_of(field.field)))
    except date_entry.UnreadableDate:
        return ""


def _local(moment: datetime) -> datetime:
    return (
        moment.astimezone(timezone.get_current_timezone()) if timezone.is_aware(moment) else moment
    )
