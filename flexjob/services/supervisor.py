"""Starts the servers that the environment does not already name, and stops them again."""

import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from types import FrameType

from flexjob.services import places, processes, running
from flexjob.services.accounts import serving_account
from flexjob.services.postgres import FAST_SHUTDOWN, Postgres
from flexjob.services.valkey import Valkey

ROLE_URLS = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "READLOG_DATABASE_URL")


class Incomplete(Exception):
    pass


@contextmanager
def servers(*, throwaway: bool) -> Iterator[dict[str, str]]:
    """The environment in which the two servers can be reached."""
    account = serving_account()
    environment: dict[str, str] = {}
    with ExitStack() as stack:
        place = stack.enter_context(
            places.throwaway_place(account)
            if throwaway
            else places.kept_place(account, var=places.VAR)
        )
        if not _names_a_database(os.environ):
            postgres = Postgres(place.home, place.sockets, account, throwaway)
            stack.callback(processes.stop, postgres.start(), by=FAST_SHUTDOWN)
            environment |= postgres.environment()
        if "REDIS_URL" not in os.environ:
            valkey = Valkey(place.home, place.sockets, account, throwaway)
            stack.callback(processes.stop, valkey.start(), by=signal.SIGTERM)
            environment |= valkey.environment()
        if not throwaway:
            stack.enter_context(running.told(environment, var=places.VAR))
        yield environment


@contextmanager
def reached(*, throwaway: bool) -> Iterator[dict[str, str]]:
    """As `servers`; beside a running `make demo` its servers are used, and left to it."""
    with ExitStack() as stack:
        try:
            environment = stack.enter_context(servers(throwaway=throwaway))
        except places.AlreadyRunning:
            environment = running.addresses(var=places.VAR)
            if not environment:
                raise
        yield environment


def _names_a_database(environment: Mapping[str, str]) -> bool:
    named = [name for name in ROLE_URLS if environment.get(name)]
    if named and len(named) < len(ROLE_URLS):
        missing = ", ".join(name for name in ROLE_URLS if name not in named)
        raise Incomplete(f"{named[0]} er sat, men {missing} mangler: hver rolle har sin egen.")
    return bool(named)


def stop_on_signals() -> None:
    """Let SIGTERM unwind the stack as Ctrl-C does, and Ctrl-C also when started with it ignored."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGINT, interrupt)
