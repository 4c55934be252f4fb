"""Somebody was first: what they did, beside what the second had typed, so that nothing is lost."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils import timezone

from cases.danish import dates
from cases.overview.events import actor_names


@dataclass(frozen=True)
class Overtaken:
    """Context of `components/overtaken.html`; `url` leads on, `link` says where to."""

    text: str
    url: str
    link: str
    typed: list[dict[str, str]] = field(default_factory=list)

    @property
    def besked(self) -> dict[str, str]:
        return {"tone": "warning", "text": self.text}


def told(row: Any, did: str, *, why: str | None = "", since: dict[str, Any] | None = None) -> str:
    """»Bo Holm annullerede perioden 22. november 2026 kl. 9.14: »Skrevet to gange«.«

    Who did it to `row` stands in its history: in the latest version, or in the one that last made
    `since` true. `why=None` is the reason that the history holds.
    """
    version = _made_true(row, since) if since else row.history.order_by("history_id").last()
    why = version.history_change_reason if why is None else why
    by = actor_names([version.history_user_id])[version.history_user_id]
    at = dates.moment(version.history_date.astimezone(timezone.get_current_timezone()))
    return f"{by} {did} {at}" + (f": »{why}«." if why else ".")


def _made_true(row: Any, since: dict[str, Any]) -> Any:
    """It may have been taken back and done again."""
    before = row.history.exclude(**since).order_by("history_id").last()
    after = {"history_id__gt": before.history_id} if before else {}
    return row.history.filter(**since, **after).order_by("history_id").first()


def typed_in(form: forms.Form) -> list[dict[str, str]]:
    """What stood in the fields that were sent, as the page showed it."""
    typed = [{"term": str(one.label), "text": _shown(one)} for one in form.visible_fields()]
    return [one for one in typed if one["text"]] if form.is_bound else []


def _shown(bound: Any) -> str:
    sent = bound.data
    if isinstance(sent, bool):
        return "Ja" if sent else ""
    if (choices := getattr(bound.field, "choices", None)) is not None:
        return {str(key): str(label) for key, label in choices}.get(str(sent), "")
    return str(sent or "")
