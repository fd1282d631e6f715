"""Whether the record shows what the indication asks for: yes, no, or not to be said."""

from collections.abc import Iterator
from dataclasses import dataclass

from migrainedays.literature import claim
from migrainedays.treatment.history import Baseline, History

_FAILED = ("inefficacy", "intolerance", "contraindication")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion with its verdict (yes, no, indeterminate), the reason in words, and its claim."""

    name: str
    verdict: str
    why: str
    claim: str


def eligibility(history: History) -> tuple[Criterion, ...]:
    """The criteria of the label and of the English guidance, each on its own; nobody is refused by them."""
    return tuple(_criteria(history))


def _criteria(history: History) -> Iterator[Criterion]:
    verdict, why = _chronic(history.baseline)
    yield Criterion("15 headache days", verdict, why, "treatment.indication_headache_days")
    stopped = {p.drug for p in history.preventives if p.stop_reason in _FAILED}
    unclear = {p.drug for p in history.preventives if p.stop_reason not in _FAILED} - stopped
    least = claim("treatment.preventives_before").number
    enough = "yes" if len(stopped) >= least else "indeterminate" if len(stopped | unclear) >= least else "no"
    words = f"{len(stopped)} preventives stopped for want of effect or tolerance; {least} are asked for"
    if not history.preventives:
        enough, words = "indeterminate", "no preventive is on record, which may mean that none was asked about"
    yield Criterion("preventives before", enough, words, "treatment.preventives_before")


def _chronic(baseline: Baseline | None) -> tuple[str, str]:
    least = claim("treatment.indication_headache_days").number
    if baseline is None:
        return "indeterminate", "there is no baseline"
    words = f"{baseline.low} to {baseline.high} headache days in the 28 before treatment; {least} are asked for"
    if baseline.low >= least:
        return "yes", words
    return ("no", words) if baseline.high < least else ("indeterminate", words)
