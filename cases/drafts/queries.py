"""Reading a draft back."""

import json
from dataclasses import dataclass
from datetime import datetime

from cases.citizens.encryption import unseal
from cases.drafts.models import Draft
from cases.drafts.rules import KEPT_FOR, owner
from cases.people.models import Employee


@dataclass(frozen=True)
class SavedDraft:
    saved_at: datetime
    fields: dict[str, list[str]]


def draft_of(*, employee: Employee, page: str, now: datetime) -> SavedDraft | None:
    """None also for one that is too old, whether or not the nightly clearing has been by."""
    draft = Draft.objects.filter(employee=employee, page=page, saved_at__gt=now - KEPT_FOR).first()
    if draft is None:
        return None
    text = unseal(
        draft.ciphertext,
        bound_to=owner(employee_id=employee.pk, page=page),
        version=draft.key_version,
    )
    return SavedDraft(saved_at=draft.saved_at, fields=json.loads(text))
