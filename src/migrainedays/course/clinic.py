"""The sums over all courses of a clinic, added up one course at a time."""

import dataclasses
from collections import Counter
from typing import Any

from migrainedays.course.evaluate import Evaluation


@dataclasses.dataclass
class ClinicSummary:
    """Patients, days, and how many patients have which verdict; rules are tallied for those treated here."""

    patients: int = 0
    treated: int = 0
    days: Counter[str] = dataclasses.field(default_factory=Counter)
    rules: dict[str, Counter[str]] = dataclasses.field(default_factory=dict)
    cycle: Counter[str] = dataclasses.field(default_factory=Counter)

    def add(self, found: Evaluation) -> None:
        """Take one course into the sums."""
        self.patients += 1
        self.days.update(entries=found.entries, missing=found.missing, headache_days=found.headache_days)
        self.cycle[found.cycle.state] += 1
        if found.followed.cycles:
            self.treated += 1
            for name, ruling in found.rules.items():
                self.rules.setdefault(name, Counter())[ruling.verdict] += 1

    def to_json(self) -> dict[str, Any]:
        """The `clinic` of the contract."""
        return {
            "patients": self.patients,
            "treated": self.treated,
            "days": {name: self.days[name] for name in ("entries", "missing", "headache_days")},
            "rules": {name: dict(sorted(verdicts.items())) for name, verdicts in self.rules.items()},
            "cycle": dict(sorted(self.cycle.items())),
        }
