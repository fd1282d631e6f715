"""The job worker: `python -m migrainedays.clinic.jobs`, started by `serve` and `demo` and gone when they are."""

import logging
import os
import signal
import threading
import time

import django

LOOK_EVERY = 5  # seconds between looks at the parent
SCHEDULE_EVERY = 60


def watch(parent: int) -> None:
    """Put due jobs into the queue, and end this process when the one that started it is gone."""
    from migrainedays.clinic.jobs.schedule import enqueue_due

    next_schedule = 0.0
    while os.getppid() == parent:
        if time.monotonic() >= next_schedule:
            enqueue_due()
            next_schedule = time.monotonic() + SCHEDULE_EVERY
        time.sleep(LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Work until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "migrainedays.clinic.settings")
    django.setup()
    from django.core.management import call_command

    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    threading.Thread(target=watch, args=(os.getppid(),), daemon=True).start()
    call_command("db_worker", verbosity=0, interval=1, startup_delay=False)


if __name__ == "__main__":
    main()
