"""Whether the tables are what the journal adds up to."""

from collections import Counter

from migrainedays.clinic.records import journal
from migrainedays.clinic.records.models import Clinic


def differences() -> dict[str, int]:
    """How many rows of each noun differ from the journal, in all clinics of this database; none should."""
    found = Counter[str]()
    for clinic_id in Clinic.objects.values_list("pk", flat=True):
        found.update(address[0] for address in journal.differences(clinic_id))
    return dict(found)
