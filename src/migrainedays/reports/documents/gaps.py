"""What a letter would ask for and the record lacks, said weeks before the letter is due."""

import dataclasses
from collections.abc import Iterator

from migrainedays.course import Evaluation
from migrainedays.diary import Tri
from migrainedays.reports.documents.preventives import class_of
from migrainedays.reports.documents.wording import Wording
from migrainedays.treatment import Preventive


@dataclasses.dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is lacking; `values` are what its sentence names."""

    name: str
    values: tuple[tuple[str, object], ...] = ()

    def said(self, words: Wording) -> str:
        """The gap as a sentence."""
        return words(f"gap_{self.name}", **dict(self.values))


def gaps(found: Evaluation) -> tuple[Gap, ...]:
    """Everything that is lacking, the baseline first."""
    return (*_baseline(found), *_latest(found), *_days(found), *_person(found), *_preventives(found))


def _baseline(found: Evaluation) -> Iterator[Gap]:
    baseline = found.followed.baseline
    if baseline is None:
        yield Gap("no_baseline")
    elif baseline.missing:
        yield Gap("days_missing", (("count", baseline.missing),))


def _latest(found: Evaluation) -> Iterator[Gap]:
    cycles = found.followed.cycles
    last = cycles[-1].last if cycles else None
    if last is not None and last.missing:
        yield Gap("last", (("count", last.missing),))


def _days(found: Evaluation) -> Iterator[Gap]:
    """Headache days of the windows that a letter cites whose duration or strength was not noted."""
    followed = found.followed
    cited = [followed.baseline, *(w for cycle in followed.cycles for w in (cycle.first, cycle.last))]
    dates = {date for window in cited if window is not None for date in window.span}
    verdicts = [verdict for date in sorted(dates) if (verdict := followed.verdicts.get(date)) is not None]
    sick = [verdict for verdict in verdicts if verdict.headache is Tri.YES]
    for name, lacking in (
        ("minutes", [verdict for verdict in sick if verdict.minutes is None]),
        ("peak", [verdict for verdict in sick if verdict.peak is None]),
    ):
        if lacking:
            yield Gap(name, (("count", len(lacking)),))
    if not followed.course.diary.intakes_kept:
        yield Gap("intakes")


def _person(found: Evaluation) -> Iterator[Gap]:
    if found.followed.course.person.birth_year is None:
        yield Gap("birth")


def _preventives(found: Evaluation) -> Iterator[Gap]:
    tried = found.followed.course.preventives
    if not tried:
        yield Gap("no_preventives")
    for preventive in tried:
        yield from _of_one(preventive)


def _of_one(preventive: Preventive) -> Iterator[Gap]:
    named = (("drug", preventive.drug),)
    if preventive.stopped_on is not None and preventive.stop_reason is None:
        yield Gap("stop_reason", named)
    if preventive.dose is None:
        yield Gap("dose", named)
    if class_of(preventive.drug) is None:
        yield Gap("class", named)
