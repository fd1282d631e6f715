"""Cluster Headache Tracker's CSV: one row an attack, by the clock on the wall, without a zone."""

import re
from typing import Any

from migrainedays.exchange.readers.attack_list import AttackList, Cells
from migrainedays.exchange.readers.words import factor_of, medicines_of, split_list

KIND = "cluster-headache-tracker"
BECOMES = {
    "start_time": "attacks.started_at",
    "end_time": "attacks.ended_at",
    "intensity": "attacks.peak; the original kept aside",
    "medication": "intakes.drug",
    "triggers": "exposures.factor",
}
_BETWEEN = re.compile(r"\s\+\s")  # `Sumatriptan + Oxygen` are two medicines


def _taken_and_met(cells: Cells) -> dict[str, Any]:
    medicines = split_list(_BETWEEN.sub(",", cells.get("medication", "")))
    return {
        "medicines": list(medicines_of(medicines, None)),
        "factors": [factor_of(trigger) for trigger in split_list(cells.get("triggers", ""))],
    }


read = AttackList(
    kind=KIND,
    app="Cluster Headache Tracker",
    start="start_time",
    end="end_time",
    pain="intensity",
    becomes=BECOMES,
    used=frozenset({"medication", "triggers"}),
    more=_taken_and_met,
).read
