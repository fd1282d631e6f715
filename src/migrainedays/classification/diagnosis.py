"""What a diary says of one person: chronic migraine, medication overuse, status, and what a clinician should know."""

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from migrainedays.classification.chronic import ChronicMigraine, chronic_migraine
from migrainedays.classification.drugs import drug_of
from migrainedays.classification.history import attacks_had
from migrainedays.classification.months import Window, months
from migrainedays.classification.notes import Known, notes_of
from migrainedays.classification.overuse import Overuse, codes, overuse
from migrainedays.classification.profiles import profile
from migrainedays.classification.status import Status, status_of
from migrainedays.classification.verdicts import classify
from migrainedays.diary import Diary, Tri
from migrainedays.treatment import Person

PROFILE = "ICHD3_C"


@dataclasses.dataclass(frozen=True, slots=True)
class Diagnosis:
    """The answers for one person, with the months they rest on."""

    person: Person
    chronic_migraine: ChronicMigraine
    overuse: Overuse
    unrecognised_drugs: dict[str, int]
    status: Sequence[Status]
    notes: Sequence[str]
    months: Sequence[Window]
    entered: int

    def to_json(self) -> dict[str, Any]:
        """One patient of `diagnose` (contract)."""
        used, moh = self.overuse.medication_overuse, self.overuse.moh
        return {
            "patient": self.person.patient,
            "chronic_migraine": self.chronic_migraine.to_json(),
            "medication_overuse": codes(used, Tri.YES),
            "moh": codes(moh, Tri.YES),
            "medication_overuse_indeterminate": codes(used, Tri.INDETERMINATE),
            "moh_indeterminate": codes(moh, Tri.INDETERMINATE),
            "unrecognised_drugs": [{"drug": name, "days": days} for name, days in self.unrecognised_drugs.items()],
            "status_migrainosus": [status.to_json() for status in self.status],
            "notes": list(self.notes),
            "months": [window.to_json() for window in self.months],
        }


def diagnose(diary: Diary, person: Person, *, start: dt.date | None = None, on: dt.date | None = None) -> Diagnosis:
    """The diagnoses of one person from windows that begin on `start`, or on the first entry.

    `on` is the day of which it is said: later entries are left out.
    """
    diary = diary.until(on) if on else diary
    verdicts = classify(diary, profile(PROFILE), person, on=on)
    windows = months(diary, verdicts, start)
    attacks = attacks_had(diary, person, on=on)
    chronic = chronic_migraine(windows, attacks)
    overused = overuse(diary, windows)
    return Diagnosis(
        person=person,
        chronic_migraine=chronic,
        overuse=overused,
        unrecognised_drugs=dict(_unrecognised(diary)),
        status=[status_of(attack, diary, attacks, overused, on) for attack in diary.attacks],
        notes=list(notes_of(Known(diary, verdicts, windows, chronic, overused, on or diary.last_on))),
        months=windows,
        entered=len(verdicts),
    )


def _unrecognised(diary: Diary) -> Iterator[tuple[str, int]]:
    days: dict[str, set[dt.date]] = defaultdict(set)
    for intake in diary.intakes:
        if intake.is_acute and not drug_of(intake.drug).recognised:
            days[intake.drug].add(intake.date)
    return ((name, len(dates)) for name, dates in sorted(days.items()))
