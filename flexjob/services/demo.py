"""The whole system on one machine: migrated, filled, served, and stopped by Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from flexjob.services import places, processes, running, supervisor, throwaway_keys
from flexjob.services.accounts import Account, serving_account
from flexjob.services.keeping import Program

FIRST_PORT = 8000
WEB_PATIENCE = 180.0  # seconds; web, worker, beat and timer read the code at once, on any machine
PYTHON = sys.executable
CELERY = (PYTHON, "-m", "celery", "-A", "flexjob.celery")
STARTED_AGAIN = frozenset({"worker", "beat"})
Programs = Mapping[str, Program]

MAIL_FOLDER = places.VAR / "mail"


class DemoFailed(Exception):
    pass


def run() -> None:
    """1. servers  2. tables  3. demo data  4. web, worker, beat and timer  5. wait for Ctrl-C."""
    keys = throwaway_keys.load_or_draw(places.VAR / "keys")
    say("Starter database og broker ...")
    with supervisor.servers(throwaway=False) as servers:
        door = open_door()
        port = door.getsockname()[1]
        mail = _caught_mail(port)
        running.hand_on(mail, var=places.VAR)
        environment = {**keys, **servers, **os.environ, **_web_environment(port), **mail}
        say("Opdaterer databasen ...")
        _manage("migrate", "--database", "migration", "--verbosity", "0", env=environment)
        _manage("collectstatic", "--noinput", "--verbosity", "0", env=environment)
        log_ins = _load_demo(environment)
        with _programs(environment, door=door) as programs:
            _wait_for_web(port, programs)
            print(
                f"\n{log_ins}\nFleksjob kører: http://127.0.0.1:{port}\nMails fanges i {MAIL_FOLDER}"
            )
            print("Ctrl-C stopper det hele.")
            sys.stdout.flush()
            _look_after(programs)


def reset() -> None:
    """Forget the demo's data and keys; the next `make demo` begins anew."""
    places.forget(serving_account())
    say("Demoens data og nøgler er slettet.")


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def open_door() -> socket.socket:
    """Taken at once and handed to the web server: nobody else gets it while the demo is loading."""
    for wanted in (FIRST_PORT, 0):  # 0 lets the kernel choose
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", wanted))
            door.listen()
        except OSError:
            door.close()
            continue
        return door
    raise DemoFailed("Ingen ledig port på 127.0.0.1.")


def _web_environment(port: int) -> dict[str, str]:
    return {
        "FLEXJOB_HTTPS": "false",
        "FLEXJOB_DEMO": "true",
        "FLEXJOB_STATIC_ROOT": str(places.VAR / "static"),
        "FLEXJOB_LOG_LEVEL": os.environ.get("FLEXJOB_LOG_LEVEL", "WARNING"),
        "PYTHONUNBUFFERED": "1",
    }


def _caught_mail(port: int) -> dict[str, str]:
    """No mail leaves the machine: each becomes a file. Its links and its id name the address."""
    return {
        "FLEXJOB_URL": f"http://127.0.0.1:{port}",
        "EMAIL_HOST": "",
        "EMAIL_FILE_PATH": str(MAIL_FOLDER),
        "FLEXJOB_MAIL_JOURNAL": str(places.VAR / "sendte-mails.jsonl"),
    }


def _manage(*command: str, env: Mapping[str, str]) -> str:
    done = subprocess.run(
        [PYTHON, "manage.py", *command],
        cwd=places.CHECKOUT,
        env=dict(env),
        stdout=subprocess.PIPE,  # standard error is progress and goes straight through
        text=True,
    )
    if done.returncode != 0:
        raise DemoFailed(f"manage.py {command[0]} fejlede.\n{done.stdout}")
    return done.stdout


def _load_demo(environment: Mapping[str, str]) -> str:
    """Keeps data that is there, and draws new passwords either way."""
    say("Indlæser demodata ...")
    percent = environment.get("TIL_TIDEN", "")
    options = ["--til-tiden", percent] if percent else []
    return _manage("indlaes_demo", *options, env=environment)


@contextmanager
def _programs(environment: Mapping[str, str], *, door: socket.socket) -> Iterator[Programs]:
    """Web, worker, beat and timer, which end in the opposite order."""
    beat_file = str(places.VAR / "celerybeat-schedule")
    commands: dict[str, list[str]] = {
        "web": [PYTHON, "-m", "gunicorn", "-c", "python:flexjob.gunicorn", "flexjob.wsgi"],
        "worker": [*CELERY, "worker", "--concurrency", "1", "--without-gossip"],
        "beat": [*CELERY, "beat", "--schedule", beat_file, "--pidfile", ""],
        "timer": [PYTHON, "-m", "flexjob.timer"],
    }
    environment = {**environment, "FLEXJOB_BIND": f"fd://{door.fileno()}"}
    with ExitStack() as stack:
        programs = {}
        for name, command in commands.items():
            log = stack.enter_context(_log_of(name).open("ab"))
            launch = partial(
                processes.start,
                command,
                account=Account.of_this_process(),
                log=log,
                ends_with=signal.SIGTERM,
                cwd=places.CHECKOUT,
                env=environment,
                keep=[door.fileno()] if name == "web" else [],
            )
            programs[name] = Program(name, _log_of(name), launch, name in STARTED_AGAIN)
            stack.callback(_stop, programs[name])
        yield programs


def _stop(program: Program) -> None:
    """The process it has now."""
    processes.stop(program.process, by=signal.SIGTERM)


def _wait_for_web(port: int, programs: Programs) -> None:
    def answers() -> bool:
        """A page, not only a door: the workers may still be reading the code."""
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("HEAD", "/log-ind/")
            return connection.getresponse().status == HTTPStatus.OK
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    processes.wait_until(
        answers, process=programs["web"].process, log=_log_of("web"), patience=WEB_PATIENCE
    )


def _look_after(programs: Programs) -> None:
    """Until one ends that is not to be started again."""
    while True:
        for program in programs.values():
            program.look_after(now=time.monotonic(), say=say)
        time.sleep(0.5)


def _log_of(name: str) -> Path:
    return places.VAR / f"{name}.log"
