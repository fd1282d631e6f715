"""The protocol library as the user's clinic has it."""

from typing import Any

from migrainedays.clinic.records.access import NotFound, acting
from migrainedays.clinic.records.charting import ProtocolText
from migrainedays.clinic.records.library import library_of, version_of
from migrainedays.clinic.records.models import ROWS, SessionRow
from migrainedays.clinic.records.policies import Verb
from migrainedays.errors import WrongUse
from migrainedays.protocol import Library, Version


def library(user: Any) -> Library:
    """All versions that the clinic can use."""
    return library_of(acting(user, Verb.READ, ProtocolText.table).clinic_id)


def version(user: Any, name: str, version: str | None = None) -> Version:
    """One version; NotFound where it is not there, VersionChanged where its text is not what a session used."""
    actor = acting(user, Verb.READ, ProtocolText.table)
    try:
        return version_of(actor.clinic_id, name, version)
    except WrongUse as problem:
        raise NotFound(str(problem)) from None


def own_text(user: Any, name: str, version: str) -> str | None:
    """The file of a version of the clinic's own, as it was taken in; None for a shipped one."""
    actor = acting(user, Verb.READ, ProtocolText.table)
    rows = ROWS[ProtocolText].objects.standing().filter(clinic_id=actor.clinic_id, name=name, version=version)
    found: list[ProtocolText] = rows.read()
    return found[0].text if found else None


def sessions_with(user: Any, name: str, version: str) -> int:
    """How many sessions here name this version."""
    rows = SessionRow.objects.visible_to(user).standing().filter(protocol=name, version=version, session__gte=1)
    return int(rows.count())
