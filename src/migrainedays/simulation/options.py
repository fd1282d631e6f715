"""What is asked of the simulator."""

import dataclasses
import datetime as dt
from typing import Literal, get_args

from migrainedays.errors import WrongUse

Mix = Literal["trial", "clinic", "population"]
Enrol = Literal["worst", "run-in"]
MIXES: tuple[Mix, ...] = get_args(Mix)
ENROLS: tuple[Enrol, ...] = get_args(Enrol)
FIRST_ENROLMENT_ON = dt.date(2023, 1, 2)
ENROLMENT_DAYS = 730
DEFAULT_SWITCH_ON = FIRST_ENROLMENT_ON + dt.timedelta(days=ENROLMENT_DAYS // 2)


@dataclasses.dataclass(frozen=True, slots=True)
class Options:
    """How many patients, from which mix, and what is true of them.

    `effect` is what version B does to the daily chance of headache beyond version A (logit; negative is better);
    sessions after `switch` follow B. `drift` moves everyone by the calendar (logit a year), `step` everyone from
    the switch on, `severity_shift` the level of those who enrol after it. `enrol` is worst (treated straight after
    the worst of some months) or run-in (a month is kept after that); without it the mix decides. `placebo` gives
    injections without toxin.
    """

    patients: int
    seed: int
    mix: Mix = "clinic"
    effect: float = 0.0
    switch: dt.date = DEFAULT_SWITCH_ON
    drift: float = 0.0
    step: float = 0.0
    severity_shift: float = 0.0
    enrol: Enrol | None = None
    placebo: bool = False

    def __post_init__(self) -> None:
        if self.patients < 1:
            raise WrongUse("--patients must be 1 or more.")
        if self.seed < 0:
            raise WrongUse("--seed must be 0 or more.")
        for name in ("effect", "drift", "step", "severity_shift"):
            if not -10 <= getattr(self, name) <= 10:
                raise WrongUse(f"--{name.replace('_', '-')} is on the logit scale: give a number from -10 to 10.")
        treated = self.effect or self.step or self.enrol or self.placebo or self.switch != DEFAULT_SWITCH_ON
        if self.mix == "population" and treated:
            raise WrongUse("The population is not treated: --effect, --switch, --step and --enrol need another mix.")

    @property
    def enrols_by_worst(self) -> bool:
        """Whether patients come after the worst of several months, as they do in practices."""
        return self.enrol is not None or self.mix == "clinic"

    @property
    def begins_with_qualifying(self) -> bool:
        """Whether the month that qualified a patient is the one before the first session."""
        return self.enrol == "worst" or (self.enrol is None and self.mix == "trial")
