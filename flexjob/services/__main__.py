"""`python -m flexjob.services run [--throwaway] -- COMMAND`, `demo` and `reset`."""

import argparse
import os
import subprocess
import sys

from flexjob.services import places, supervisor, throwaway_keys


def main() -> int:
    arguments = _arguments()
    supervisor.stop_on_sigterm()
    try:
        return run(arguments.command, throwaway=arguments.throwaway)
    except (places.AlreadyRunning, supervisor.Incomplete, throwaway_keys.KeysExposed) as refusal:
        print(refusal, file=sys.stderr)
        return 2


def run(command: list[str], *, throwaway: bool) -> int:
    """Run the command with the two servers and throw-away keys in its environment."""
    keys = (
        throwaway_keys.drawn()
        if throwaway
        else throwaway_keys.load_or_draw(places.VAR / "keys")
    )
    with supervisor.servers(throwaway=throwaway) as servers:
        # What the caller has set wins over what we would have made up.
        child = subprocess.Popen(command, env={**keys, **servers, **os.environ})
        try:
            return child.wait()
        except KeyboardInterrupt:
            child.terminate()
            return child.wait()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m flexjob.services")
    actions = parser.add_subparsers(dest="action", required=True)
    running = actions.add_parser("run", help="kør en kommando med begge servere")
    running.add_argument("--throwaway", action="store_true", help="i en mappe, der slettes bagefter")
    running.add_argument("command", nargs="+")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
