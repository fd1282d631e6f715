"""The parameters of the simulator, read from parameters.toml."""

import dataclasses
import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from migrainedays.simulation.options import Mix


@dataclasses.dataclass(frozen=True, slots=True)
class MixParameters:
    """One mix of patients; what each number means stands beside it in parameters.toml."""

    level: float
    level_sd: float
    month_sd: float
    constant: float
    overuse: float
    overuse_level: float
    placebo: float = 0.0
    placebo_share: float = 1.0
    toxin: float = 0.0
    toxin_share: float = 1.0
    placebo_days: float = 1.0
    toxin_days: float = 1.0
    growth: float = 0.0
    overuse_placebo: float = 1.0
    wears_off: float = 0.0
    wears_off_loss: float = 0.0
    interval_days: int = 84
    interval_sd: float = 0.0
    sessions: int = 0
    drop_out: float = 0.0


@dataclasses.dataclass(frozen=True, slots=True)
class Parameters:
    """All parameters that bear on one mix."""

    mix: MixParameters
    days: Mapping[str, float]
    enrolment: Mapping[str, int]
    diary: Mapping[str, float]
    pain: Mapping[str, float]
    drugs: Mapping[str, float]
    unwanted: Mapping[str, float]
    recall: Mapping[str, float]


@functools.cache
def _document() -> Mapping[str, Any]:
    file = resources.files("migrainedays.simulation") / "parameters.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def parameters_of(mix: Mix) -> Parameters:
    """The parameters of one mix."""
    document = _document()
    shared = {name: document[name] for name in ("days", "enrolment", "diary", "pain", "drugs", "unwanted", "recall")}
    return Parameters(mix=MixParameters(**document[mix]), **shared)
