"""What a clinic's results need of one patient, so that courses can be counted one at a time and let go."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from migrainedays.classification import Window
from migrainedays.course.abilities import Ability
from migrainedays.course.compare import below, falls_by
from migrainedays.course.cycle_state import BROKEN, OFF, RETURNED
from migrainedays.course.evaluate import Evaluation
from migrainedays.course.follow import Followed
from migrainedays.diary import Tri
from migrainedays.evidence.shares import Answer

RULE = "response.responder_50"
JUDGED = {"regained": Tri.YES, "not_shown": Tri.NO, "not_enough": Tri.INDETERMINATE}


@dataclass(frozen=True, slots=True)
class Followup:
    """Days from a start until something came (`came`), or until the patient was last seen without it."""

    days: int
    came: bool
    seen_on: dt.date


@dataclass(frozen=True, slots=True)
class Facts:
    """One patient as the clinic's results count them.

    `responses` holds the verdict on half fewer headache days after each session, up to the first yes. `broken` and
    `returned` are None for those whom the curve does not concern; `unseen` says that no window after session 1 shows
    the state of the cycle.
    """

    treated: bool
    responses: tuple[tuple[int, Tri], ...] = ()
    unseen: bool = False
    below_before: bool = False
    broken: Followup | None = None
    returned: Followup | None = None
    answers: Mapping[str, Answer] | None = None
    abilities: Mapping[str, Tri] | None = None


def facts_of(found: Evaluation) -> Facts:
    """The facts of one evaluated course; a patient without a session here counts as not treated."""
    followed = found.followed
    if not followed.cycles or followed.cycles[0].number != 1:
        return Facts(treated=False)
    start, latest = followed.cycles[0].on, _latest(followed)
    outside = _below_before(found, start)
    broken = None if outside or latest is None else _until(found, start, BROKEN, latest)
    returned = None
    if broken is not None and broken.came and latest is not None:
        returned = _until(found, broken.seen_on, RETURNED, latest)
    return Facts(
        treated=True,
        responses=tuple(_responses(followed)),
        unseen=not outside and latest is None,
        below_before=outside,
        broken=broken,
        returned=returned,
        answers={
            "headache_free": _none_left(latest, "headache_days"),
            "off_acute": _off_acute(followed, latest),
            "off_preventives": _off_preventives(followed, start),
        },
        abilities=_abilities(found),
    )


def _responses(followed: Followed) -> Iterator[tuple[int, Tri]]:
    for cycle in followed.cycles:
        if cycle.lived:
            verdict = falls_by(RULE, followed.baseline, cycle.first).verdict
            yield cycle.number, verdict
            if verdict is Tri.YES:
                return


def _latest(followed: Followed) -> Window | None:
    """The latest window on treatment."""
    return followed.windows_treated[-1] if followed.windows_treated else None


def _below_before(found: Evaluation, start: dt.date) -> bool:
    """Whether there was no cycle to break: below the threshold for certain before session 1, or broken already."""
    baseline, by = found.followed.baseline, found.cycle.definition
    if baseline is not None:
        counted = baseline.headache_days if by.counts == "headache_days" else found.followed.target_days(baseline)
        if below(by.below, counted) is Tri.YES:
            return True
    states = [step.state for step in found.cycle.history if step.since < start]
    return bool(states) and states[-1] in OFF


def _until(found: Evaluation, start: dt.date, state: str, latest: Window) -> Followup:
    dates = (step.since for step in found.cycle.history if step.state == state and step.since > start)
    came = next(dates, None)
    end = came or max(latest.span.last, start)
    return Followup((end - start).days, came is not None, end)


def _none_left(window: Window | None, counted: str) -> Tri:
    """Whether a window has none of these days, by its bounds."""
    return Tri.INDETERMINATE if window is None else ~getattr(window, counted).reaches(1)


def _off_acute(followed: Followed, latest: Window | None) -> Answer:
    """Without acute drugs in the latest window, for those who took some in the 28 days before session 1."""
    if followed.baseline is None:
        return Tri.INDETERMINATE
    took = followed.baseline.any_acute_days.reaches(1)
    if took is not Tri.YES:
        return None if took is Tri.NO else took
    return _none_left(latest, "any_acute_days")


def _off_preventives(followed: Followed, start: dt.date) -> Answer:
    """Without preventives now, for those who took one at session 1; where none is entered, nothing is known."""
    preventives = followed.course.preventives
    if not preventives:
        return Tri.INDETERMINATE
    then = [p for p in preventives if p.started_on <= start and (p.stopped_on is None or p.stopped_on >= start)]
    if not then:
        return None
    now = followed.on
    return Tri.of(all(p.stopped_on is not None and (now is None or p.stopped_on <= now) for p in preventives))


def _abilities(found: Evaluation) -> Mapping[str, Tri]:
    """Each factor that was asked for: regained by the latest cycle that can be judged."""
    by_factor: dict[str, list[Ability]] = {}
    for ability in found.abilities:
        by_factor.setdefault(ability.factor, []).append(ability)
    return {factor: _regained(cycles) for factor, cycles in sorted(by_factor.items())}


def _regained(cycles: list[Ability]) -> Tri:
    judged = [JUDGED[a.verdict] for a in sorted(cycles, key=lambda a: a.cycle) if a.verdict in JUDGED]
    decided = [answer for answer in judged if answer is not Tri.INDETERMINATE]
    return decided[-1] if decided else Tri.INDETERMINATE
