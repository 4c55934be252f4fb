"""Whether a mail can be written to an address at all, whatever the mail server says of it."""

import unicodedata

from django.core.mail.message import sanitize_address


def can_be_written_to(address: str) -> bool:
    """Not where the domain cannot be encoded, as with a mark for the direction of the letters."""
    try:
        sanitize_address(address, "utf-8")
    except ValueError:
        return False
    return True


def visible(address: str) -> str:
    """Without the marks that come along, unseen, when an address is copied from elsewhere."""
    return "".join(one for one in address if unicodedata.category(one) != "Cf")
