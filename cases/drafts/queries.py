"""Reading a draft back."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from cases.citizens.encryption import unseal
from cases.drafts.models import Draft
from cases.drafts.rules import KEPT_FOR, owner
from cases.people.models import Employee


@dataclass(frozen=True)
class SavedDraft:
    saved_at: datetime
    fields: dict[str, list[str]]


def draft_of(*, employee: Employee, page: str, now: datetime) -> SavedDraft | None:
    """None also for one too old, cleared away or not, and one whose key has since been taken away."""
    draft = Draft.objects.filter(employee=employee, page=page, saved_at__gt=now - KEPT_FOR).first()
    if draft is None or draft.key_version not in settings.CPR_KEYS:
        return None
    text = unseal(
        draft.ciphertext,
        bound_to=owner(employee_id=employee.pk, page=page),
        version=draft.key_version,
    )
    return SavedDraft(saved_at=draft.saved_at, fields=json.loads(text))
