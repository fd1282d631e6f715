"""What is refused in a folder, what is odd, and how many days are missing."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from migrainedays.classification.drugs import TRIPTAN_OR_ERGOT, drug_of
from migrainedays.classification.flags import UNUSUAL_AURAS, long_aura
from migrainedays.course.follow import last_on
from migrainedays.diary import Attack, DiaryDay, Intake, lived_days
from migrainedays.diary.features import Features
from migrainedays.diary.from_attacks import ended_at, started_at
from migrainedays.exchange.courses import courses_of
from migrainedays.exchange.folder import Folder, Problem


@dataclasses.dataclass(frozen=True, slots=True)
class Checked:
    """The findings on one folder; `missing` days lie between a person's first entry and their last."""

    folder: Folder
    odd: tuple[Problem, ...]
    entries: int
    missing: int

    def to_json(self) -> dict[str, Any]:
        """The answer of `check` (contract)."""
        tables = self.folder.rows
        return {
            "refused": [problem._asdict() for problem in self.folder.refused],
            "odd": [problem._asdict() for problem in self.odd],
            "tables": {
                name: {"rows": rows, "kept": len(self.folder.tables.get(name, ()))} for name, rows in tables.items()
            },
            "days": {"entries": self.entries, "missing": self.missing},
        }


def check(folder: Folder) -> Checked:
    """What a reader of this folder should know before counting anything."""
    entries = missing = 0
    for course in courses_of(folder):
        days = lived_days(course.diary, on=last_on(course), zone=course.person.zone).days
        entries += len(days)
        missing += (max(days) - min(days)).days + 1 - len(days) if days else 0
    return Checked(folder, (*folder.odd, *_to_look_at(folder)), entries, missing)


def _to_look_at(folder: Folder) -> Iterator[Problem]:
    """What single rows say that a clinician, or whoever made the folder, should look at."""
    on_triptan = {i.patient for i in folder.values(Intake) if i.is_acute and drug_of(i.drug).classes & TRIPTAN_OR_ERGOT}
    for value_class in (DiaryDay, Attack):
        for row in folder.tables.get(value_class.table, ()):
            if isinstance(row.value, Features):
                yield from _auras(value_class.table, row.line, row.value, row.value.key[0] in on_triptan)
                yield from _pain(value_class.table, row.line, row.value)
    yield from _unended(folder)
    yield from _intakes(folder)


def _auras(table: str, line: int, value: Features, on_triptan: bool) -> Iterator[Problem]:
    if long_aura(value):
        shown = str(value.aura_minutes)
        yield Problem(table, line, "aura_minutes", shown, "is an aura of more than 60 minutes: look at it soon")
    if on_triptan and UNUSUAL_AURAS & set(value.aura_kinds):
        reason = "is a motor or brainstem aura in a person who takes a triptan or an ergot: look at it soon"
        yield Problem(table, line, "aura_kinds", ";".join(value.aura_kinds), reason)


def _pain(table: str, line: int, value: Features) -> Iterator[Problem]:
    if not isinstance(value, DiaryDay) or not value.headache:
        return
    if value.minutes == 0:
        yield Problem(table, line, "minutes", "0", "stands beside headache=true; counted as a headache of no duration")
    if value.peak == 0:
        yield Problem(
            table, line, "peak", "0", "stands beside headache=true; counted as a headache that is not moderate"
        )


def _unended(folder: Folder) -> Iterator[Problem]:
    """Attacks without an end that others follow: perhaps their end was forgotten."""
    latest = {a.patient: a for a in sorted(folder.values(Attack), key=started_at)}
    for row in folder.tables.get(Attack.table, ()):
        attack = row.value
        if isinstance(attack, Attack) and ended_at(attack) is None and latest[attack.patient] is not attack:
            reason = f"is blank, and attack {latest[attack.patient].attack} began later; counted as still going on"
            yield Problem(Attack.table, row.line, "ended_at", "", reason)


def _same_drug(folder: Folder) -> Iterator[Problem]:
    """Two rows that both are the first of a drug that day, under two of its names: perhaps one intake, noted twice."""
    lines: dict[tuple[object, ...], int] = {}
    for row in folder.tables.get(Intake.table, ()):
        if isinstance(row.value, Intake):
            intake = row.value
            first = lines.setdefault((intake.patient, intake.date, drug_of(intake.drug).name, intake.intake), row.line)
            if first != row.line:
                reason = f"is the drug of line {first} under another name, with the same number; counted as two intakes"
                yield Problem(Intake.table, row.line, "drug", intake.drug, reason)


def _intakes(folder: Folder) -> Iterator[Problem]:
    yield from _same_drug(folder)
    for row in folder.tables.get(Intake.table, ()):
        if isinstance(row.value, Intake) and row.value.is_acute:
            if row.value.purpose is None:
                yield Problem(Intake.table, row.line, "purpose", "", "is blank; counted as acute")
            if not drug_of(row.value.drug).recognised:
                reason = "is not a drug that we know by its generic name; it leaves open every class it could belong to"
                yield Problem(Intake.table, row.line, "drug", row.value.drug, reason)
