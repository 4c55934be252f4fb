"""What someone has typed is kept, encrypted, until it is saved or 7 days have gone."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models.functions import Now

from cases.citizens.encryption import seal
from cases.citizens.key_rotation import reseal_some
from cases.drafts.models import Draft, Submission
from cases.drafts.rules import KEPT_FOR, is_kept, owner
from cases.people.models import Employee

Fields = Mapping[str, Sequence[str]]


def save_draft(*, employee: Employee, page: str, fields: Fields) -> Draft:
    """Takes the place of an earlier draft of the page. Passwords are never kept."""
    text = json.dumps({name: list(typed) for name, typed in fields.items() if is_kept(name)})
    ciphertext, version = seal(text, bound_to=owner(employee_id=employee.pk, page=page))
    draft, _ = Draft.objects.update_or_create(
        employee=employee,
        page=page,
        defaults={"ciphertext": ciphertext, "key_version": version, "saved_at": Now()},
    )
    return draft


def discard_draft(*, employee: Employee, page: str) -> None:
    Draft.objects.filter(employee=employee, page=page).delete()


def reseal_drafts() -> Iterator[int]:
    """How many drafts each step has given the encryption key in use."""
    while count := reseal_some(
        Draft.objects.all(),
        owner=lambda draft: owner(employee_id=draft.employee_id, page=draft.page),
    ):
        yield count


def clear_old(*, now: datetime) -> int:
    """Drafts, and forms carried out so long ago that nobody sends them again."""
    drafts, _ = Draft.objects.filter(saved_at__lte=now - KEPT_FOR).delete()
    Submission.objects.filter(at__lte=now - KEPT_FOR).delete()
    return drafts
