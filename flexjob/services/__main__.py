"""`python -m flexjob.services run [--throwaway] -- COMMAND`, `demo` and `reset`."""

import argparse
import os
import subprocess
import sys
from contextlib import ExitStack

from flexjob.services import demo, keeping, places, processes, supervisor, throwaway_keys
from flexjob.services.binaries import BinariesMissing

REFUSALS = (
    BinariesMissing,
    demo.DemoFailed,
    keeping.ProgramEnded,
    places.AlreadyRunning,
    processes.ServerFailed,
    supervisor.Incomplete,
    throwaway_keys.KeysExposed,
)


def main() -> int:
    arguments = _arguments()
    supervisor.stop_on_signals()
    try:
        return int(arguments.act(arguments) or 0)
    except REFUSALS as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stoppet.", file=sys.stderr)
        return 0


def run(*, command: list[str], throwaway: bool, servers: bool) -> int:
    """Run the command with the two servers and throw-away keys in its environment.

    Beside a running `make demo` they are its servers and its keys.
    """
    keys = throwaway_keys.drawn() if throwaway else throwaway_keys.load_or_draw(places.VAR / "keys")
    with ExitStack() as stack:
        addresses = stack.enter_context(supervisor.reached(throwaway=throwaway)) if servers else {}
        # What the caller has set wins over what we would have made up.
        child = subprocess.Popen(command, env={**keys, **addresses, **os.environ})
        try:
            return child.wait()
        except KeyboardInterrupt:
            child.terminate()
            return child.wait()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m flexjob.services")
    actions = parser.add_subparsers(required=True)

    running = actions.add_parser("run", help="kør en kommando med begge servere")
    running.add_argument("--throwaway", action="store_true", help="i en mappe, som slettes igen")
    running.add_argument("--no-servers", action="store_true", help="kun med nøgler")
    running.add_argument("command", nargs="+")
    running.set_defaults(
        act=lambda given: run(
            command=given.command, throwaway=given.throwaway, servers=not given.no_servers
        )
    )

    actions.add_parser("demo", help="start hele systemet").set_defaults(act=lambda _: demo.run())
    actions.add_parser("reset", help="slet demoen").set_defaults(act=lambda _: demo.reset())
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
