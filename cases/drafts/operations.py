"""What someone has typed is kept, encrypted, until it is saved or 7 days have gone."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from cases.citizens.encryption import seal
from cases.drafts.models import Draft, Submission
from cases.people.models import Employee

KEPT_FOR = timedelta(days=7)
LEFT_OUT = frozenset({"csrfmiddlewaretoken", "submission_token", "draft_page", "version"})
SECRET = ("adgangskode", "password", "kode")

Fields = Mapping[str, Sequence[str]]


def save_draft(*, employee: Employee, page: str, fields: Fields) -> Draft:
    """Takes the place of an earlier draft of the page. Passwords are never kept."""
    text = json.dumps({name: list(typed) for name, typed in fields.items() if _is_kept(name)})
    ciphertext, version = seal(text, bound_to=bound_to(employee, page))
    draft, _ = Draft.objects.update_or_create(
        employee=employee,
        page=page,
        defaults={"ciphertext": ciphertext, "key_version": version},
    )
    return draft


def discard_draft(*, employee: Employee, page: str) -> None:
    Draft.objects.filter(employee=employee, page=page).delete()


def clear_old(*, now: datetime) -> int:
    """Drafts, and forms carried out so long ago that nobody sends them again."""
    drafts, _ = Draft.objects.filter(saved_at__lte=now - KEPT_FOR).delete()
    Submission.objects.filter(at__lte=now - KEPT_FOR).delete()
    return drafts


def bound_to(employee: Employee, page: str) -> str:
    return f"kladde:{employee.pk}:{page}"


def _is_kept(name: str) -> bool:
    return name not in LEFT_OUT and not any(part in name for part in SECRET)
