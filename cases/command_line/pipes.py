"""A reader that leaves early, as `| head` does, is no error."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """Only around commands that save nothing: what is not written is not done either.

    Ends as `SIGPIPE` would have ended it. What is still to be flushed has nowhere to go, and
    Python would complain of it on the way out.
    """
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(128 + signal.SIGPIPE) from None
