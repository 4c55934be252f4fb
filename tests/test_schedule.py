from pathlib import Path

import pytest
from celery.schedules import crontab

from flexjob.celery import app
from flexjob.schedule import SCHEDULE

LATE = {22, 23}


def test_nothing_runs_only_when_the_date_in_copenhagen_differs_by_season() -> None:
    for name, entry in SCHEDULE.items():
        when = entry["schedule"]
        if isinstance(when, crontab):
            hours: set[int] = vars(when)["hour"]
            assert not hours <= LATE, name


def test_every_scheduled_task_exists() -> None:
    app.loader.import_default_modules()
    for entry in SCHEDULE.values():
        assert entry["task"] in app.tasks


def test_no_task_outlives_the_visibility_of_its_message() -> None:
    assert app.conf.task_time_limit < app.conf.visibility_timeout
    assert app.conf.broker_transport_options["visibility_timeout"] == app.conf.visibility_timeout


def test_the_table_is_the_one_that_beat_reads() -> None:
    assert app.conf.beat_schedule == SCHEDULE


def test_the_night_is_rung_for_more_than_once() -> None:
    """Beat may be down at any one hour."""
    for name, entry in SCHEDULE.items():
        when = entry["schedule"]
        if isinstance(when, crontab):
            assert len(vars(when)["hour"]) > 1, name


@pytest.mark.slow
def test_every_module_of_tasks_is_found() -> None:
    """A package that is no application must be named in flexjob/celery.py."""
    app.loader.import_default_modules()
    ours = {task for task in app.tasks if not task.startswith("celery.")}
    found = {str(path.parent).replace("/", ".") for path in Path().glob("*/**/tasks.py")}
    rooms = {name for name in found if name.split(".")[0] in {"cases", "flexjob"}}
    assert {task.rsplit(".", 2)[0] for task in ours} >= rooms
