"""When each job is due. A job that was put into the queue within its period is not put there again."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from migrainedays.clinic.jobs import daily, hourly, sending

DAY, QUARTER = dt.timedelta(days=1), dt.timedelta(minutes=15)
PERIODS: Mapping[Any, dt.timedelta] = MappingProxyType(
    {daily.verify_records: DAY, daily.tidy: DAY, hourly.remind: QUARTER, sending.send_messages: QUARTER}
)


def enqueue_due() -> int:
    """Put every job that is due into the queue; returns how many were."""
    due = [job for job, period in PERIODS.items() if not _queued_within(job, period)]
    for job in due:
        job.enqueue()
    return len(due)


def _queued_within(job: Any, period: dt.timedelta) -> bool:
    since = timezone.now() - period
    return bool(DBTaskResult.objects.filter(task_path=job.module_path, enqueued_at__gt=since).exists())
