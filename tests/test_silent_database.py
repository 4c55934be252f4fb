"""A command that cannot reach the database says so, in one line."""

import pytest
from django.db import OperationalError

from cases.management.commands.koer_nat import Command


def silent(*_):
    raise OperationalError("connection refused")


def test_a_command_says_that_the_database_is_silent(monkeypatch, capsys):
    monkeypatch.setattr(Command, "may_start", silent)
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["manage.py", "koer_nat"])
    assert ended.value.code == 1
    assert capsys.readouterr().err == "Fejl: Databasen svarer ikke: connection refused\n"


def test_with_traceback_it_is_all_there(monkeypatch):
    monkeypatch.setattr(Command, "may_start", silent)
    with pytest.raises(OperationalError):
        Command().run_from_argv(["manage.py", "koer_nat", "--traceback"])
