"""Where the records stood: what is worked out from them holds until one more entry of the kind that it rests on."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db.models import Max

from migrainedays import __version__
from migrainedays.clinic.records.models import Entry
from migrainedays.clinic.records.people import DiaryPlan
from migrainedays.exchange.tables import TABLES

NOUNS = (*TABLES, DiaryPlan.table)


def last_entry(clinic_id: int) -> int:
    """The number of the last entry of a clinic's journal about what courses are made of; 0 before the first."""
    entries = Entry.objects.filter(clinic_id=clinic_id, noun__in=NOUNS)
    return entries.aggregate(last=Max("pk"))["last"] or 0


def inputs_of(clinic_id: int, kind: str, asked: Mapping[str, Any]) -> str:
    """The hash of a question, of the records that it was asked of, and of the version that answers it."""
    told = json.dumps([kind, asked, last_entry(clinic_id), __version__], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
