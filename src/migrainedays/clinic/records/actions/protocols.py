"""A clinic's own protocol versions; a version is added once and never changed."""

from typing import Any

from django.db import transaction

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.charting import ProtocolText
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.library import library_of
from migrainedays.clinic.records.policies import Verb
from migrainedays.protocol import Version, read_version


@transaction.atomic
def add(*, text: str, by: Any, why: str = "") -> Version:
    """Take in the file of a version; refused where it cannot be one, or where its name and version are taken."""
    actor = acting(by, Verb.ADD, ProtocolText.table)
    version = read_version(text)
    library_of(actor.clinic_id).adding(version)
    keep([ProtocolText(name=version.name, version=version.version, text=text)], record=None, by=actor, why=why)
    return version
