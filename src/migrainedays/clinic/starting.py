"""Waking the clinic from the command line: Django, the tables up to date, and notes for the operator."""

import os

from migrainedays.clinic.environment import is_demo
from migrainedays.errors import WrongUse


def start(*, demo: bool = False) -> None:
    """Set Django up on this machine's clinic, or on the demo's own file, with every table as this version wants it."""
    os.environ["MIGRAINEDAYS_DEMO"] = "1" if demo else ""
    os.environ["DJANGO_SETTINGS_MODULE"] = os.environ.get("DJANGO_SETTINGS_MODULE", "migrainedays.clinic.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db.utils import OperationalError

    try:
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    except OperationalError as problem:
        raise WrongUse(f"The database does not answer ({str(problem).strip()}). Look at DATABASE_URL.") from None


def notes() -> list[str]:
    """What the operator should know of this machine."""
    from django.db import connection

    from migrainedays.clinic.records.checks import sqlite_note

    note = sqlite_note() if connection.vendor == "sqlite" else None
    return [note] if note else []


def require_clinic() -> int:
    """The row id of the clinic of this database; WrongUse where there is none yet, or where it is a demo's."""
    from migrainedays.clinic.records.queries import practice

    found = practice.the_clinic()
    if found is None:
        raise WrongUse("There is no clinic yet. Open one with `migrainedays init`.")
    refuse_demo()
    return found


def refuse_demo() -> None:
    """WrongUse where a clinic of invented patients was put in the place of the real one."""
    from migrainedays.clinic.records.queries import practice

    if practice.is_demo() and not is_demo():
        raise WrongUse("This database holds a demo clinic; real patients belong into another one. See DATABASE_URL.")
