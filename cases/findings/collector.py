"""The collector of reference rings, at rest while a part of the country is computed.

Thousands of small values live at once then, and none of them in a ring: looking for rings among
them cost a tenth of a full run. It works again between the parts, so that memory stays flat.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
