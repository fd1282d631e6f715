"""What is looked at before the clinic starts."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning, register
from django.db import connection

SOUND_SQLITE = (3, 51, 3)  # until then two connections that write and checkpoint at once can spoil a WAL database


def sqlite_note(version: tuple[int, int, int] = sqlite3.sqlite_version_info[:3]) -> str | None:
    """A sentence for the operator where the SQLite of this machine carries the WAL fault."""
    if version >= SOUND_SQLITE:
        return None
    shown = ".".join(map(str, version))
    return (
        f"SQLite {shown} has a rare fault in its write-ahead log that 3.51.3 mended: keep backups "
        "(`migrainedays backup FILE`), and use PostgreSQL where more than one process writes."
    )


@register()
def check_sqlite(app_configs: Sequence[Any] | None, **options: Any) -> list[CheckMessage]:
    """The note above as a finding of Django's own checks."""
    note = sqlite_note() if connection.vendor == "sqlite" else None
    return [Warning(note, id="records.W001")] if note else []
