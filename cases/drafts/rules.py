"""How long a draft is kept, what of a form is kept, and whose it is."""

from datetime import timedelta

KEPT_FOR = timedelta(days=7)
# `version` stays: what was typed against an older one must not pass for a change of the newest.
LEFT_OUT = frozenset({"csrfmiddlewaretoken", "submission_token", "draft_page"})
# The employee's own CPR number, of which nothing but a digest may be kept (access/forms.py).
OWN_CPR = "number"
SECRET = ("password", "one_time_code", "engangskode", "adgangskode")  # not every code is one


def is_kept(field: str) -> bool:
    """Passwords never are, nor one's own CPR number."""
    return field not in LEFT_OUT | {OWN_CPR} and not any(part in field for part in SECRET)


def owner(*, employee_id: int, page: str) -> str:
    """What the ciphertext is bound to: it opens for no one else and on no other page."""
    return f"kladde:{employee_id}:{page}"
