"""A name as it is searched for: å, æ and ø however one types them, each word by its beginning.

The database function `dansk_soeg` spells names and what was typed alike; the index on names holds
what it gives. Each word has a blank before it, so that " an" is found only where a word begins.
"""

from django.db.models import CharField, Q, TextField, Transform


@CharField.register_lookup
class Spelled(Transform):
    lookup_name = "spelled"
    function = "dansk_soeg"
    output_field = TextField()
    bilateral = True  # what was typed is spelled as the names are


def named(text: str, *, citizen: str) -> Q:
    """Every word typed begins a word of the name; `citizen` is the way from the rows asked for."""
    condition = Q()
    for word in text.split():
        condition &= Q(**{f"{citizen}__name__spelled__contains": word})
    return condition
