"""What the environment says yes, no or a number to. What cannot be read stops the start.

Read as no, a yes in other words would send mails in the clear and cookies without HTTPS.
"""

import os

from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"true", "1", "yes", "on", "sand", "ja"})
NO = frozenset({"false", "0", "no", "off", "falsk", "nej"})


class SettingUnreadable(ImproperlyConfigured):
    def __init__(self, name: str, *, wanted: str) -> None:
        super().__init__(
            f"Fleksjob starter ikke: {name} er »{os.environ[name]}«, men skal være {wanted}. "
            "Se Indstillinger i driftsvejledningen"
        )


def switch(name: str, *, default: bool) -> bool:
    text = os.environ.get(name, "").strip().lower()
    if not text:
        return default
    if text not in YES | NO:
        raise SettingUnreadable(name, wanted="true eller false")
    return text in YES


def number(name: str, *, default: int) -> int:
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit()):
        raise SettingUnreadable(name, wanted="et tal")
    return int(text)
