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
