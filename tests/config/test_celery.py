"""Jobs: what reliability asks of the settings, and where each task goes."""

import pytest

from config.celery import FIGURES, JOBS, MINUTE, SCHEDULE, app


def test_a_worker_that_dies_gives_its_task_back() -> None:
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1
    assert not app.conf.worker_cancel_long_running_tasks_on_connection_loss


def test_a_task_ends_long_before_it_is_given_to_somebody_else() -> None:
    visible = app.conf.visibility_timeout

    assert app.conf.task_soft_time_limit < app.conf.task_time_limit <= visible / 3
    assert app.conf.result_backend_transport_options["visibility_timeout"] == visible


def test_publishing_gives_up_quickly() -> None:
    policy = app.conf.task_publish_retry_policy

    assert policy["max_retries"] == 1
    assert policy["interval_max"] <= 1
    assert app.conf.broker_connection_timeout < 1


@pytest.mark.parametrize(
    ("task", "queue"),
    [
        ("kpis.tasks.drain", FIGURES),
        ("kpis.tasks.tick", FIGURES),
        ("kpis.tasks.build", JOBS),
        ("kpis.tasks.rebuild", JOBS),
        ("kpis.tasks.freeze", JOBS),
        ("crm.tasks.import_file", JOBS),
    ],
)
def test_each_task_has_its_queue(task: str, queue: str) -> None:
    assert app.amqp.router.route({}, task)["queue"].name == queue


def test_ticks_are_dropped_when_the_next_one_is_due() -> None:
    queues = {"kpis.tasks.tick": FIGURES}
    intervals = {"kpis.tasks.write_digests": 5 * MINUTE}
    for entry in SCHEDULE.values():
        task = entry["task"]
        assert entry["schedule"] == intervals.get(task, MINUTE)
        queue = queues.get(task, JOBS)
        assert entry["options"] == {"queue": queue, "expires": entry["schedule"]}


def test_every_tick_names_a_task_that_exists() -> None:
    app.loader.import_default_modules()

    assert {entry["task"] for entry in SCHEDULE.values()} <= app.tasks.keys()
