"""A safe copy of the clinic while it works: SQLite's own backup, or pg_dump. Copying the file is no backup."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from migrainedays.errors import MigraineDaysError, WrongUse


class BackupFailed(MigraineDaysError):
    """No copy was made; the sentence says why."""


def back_up(target: Path) -> None:
    """Copy the clinic's database into a new file that only its owner may read; never over an existing one."""
    from django.conf import settings

    if target.exists():
        raise WrongUse(f"{target} exists already. Name a new file; a backup never replaces another.")
    if not target.parent.is_dir():
        raise WrongUse(f"There is no folder {target.parent}.")
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as problem:
        raise WrongUse(f"{unfinished} cannot be written ({problem.strerror}).") from None
    try:
        _copy(settings.DATABASES["default"], unfinished)
        os.link(unfinished, target)  # fails, as rename would not, where somebody made the file meanwhile
    finally:
        unfinished.unlink()


def _copy(database: dict[str, Any], target: Path) -> None:
    if database["ENGINE"].endswith("sqlite3"):
        _copy_sqlite(Path(database["NAME"]), target)
    else:
        _copy_postgres(database, target)


def _copy_sqlite(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as here,
        closing(sqlite3.connect(target)) as copy,
    ):
        here.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        found = [row[0] for row in copy.execute("PRAGMA integrity_check")]
    if found != ["ok"]:
        raise BackupFailed(f"The copy is damaged ({found[0]}); the clinic's own file may be, too. Keep older backups.")


def _copy_postgres(database: dict[str, Any], target: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise BackupFailed("pg_dump was not found. Install the PostgreSQL client of your server's version.")
    named = {"--host": database["HOST"], "--port": database["PORT"], "--username": database["USER"]}
    options = [f"{option}={value}" for option, value in named.items() if value]
    command = [program, "--format=custom", "--no-password", f"--file={target}", *options, database["NAME"]]
    environment = os.environ | ({"PGPASSWORD": database["PASSWORD"]} if database["PASSWORD"] else {})
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupFailed(f"pg_dump says: {done.stderr.strip()}")
