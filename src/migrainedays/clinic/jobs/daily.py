"""Once a day: see that the records are what the journal adds up to, and clear away what has expired."""

import logging
from typing import Any

from django.core.management import call_command
from django.db import connection
from django_tasks import task

from migrainedays.clinic.records import queries

log = logging.getLogger(__name__)


@task()
def verify_records() -> dict[str, Any]:
    """Compare every table with the journal, and on SQLite the file with itself; names rows, never patients."""
    different = queries.verification.differences()
    damage = _damage()
    for noun, count in different.items():
        log.error("%s of %s differ from the journal; restore the backup of yesterday beside, and compare.", count, noun)
    for sentence in damage:
        log.error("SQLite: %s", sentence)
    return {"different": different, "damage": damage}


@task()
def tidy() -> None:
    """Forget sessions that ended and the results of jobs that were done weeks ago."""
    call_command("clearsessions")
    call_command("prune_db_task_results", verbosity=0)


def _damage() -> list[str]:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return [row[0] for row in cursor.fetchall() if row[0] != "ok"]
