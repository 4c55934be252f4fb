"""What is sent to each URL that takes more than the number of a case in its address.

`ARGUMENTS` fill in the address, `FORMS` the body of a POST; both are made for one kind of citizen.
A URL that stands in `LISTS` shows citizens it was not asked for: the matrix tells which.
"""

from collections.abc import Callable
from typing import Any

from cases.casefile.models import Case

Maker = Callable[[Case], dict[str, Any]]

ARGUMENTS: dict[str, Maker] = {}
FORMS: dict[str, Maker] = {}
LISTS: set[str] = set()
