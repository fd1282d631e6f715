"""The ladder of milestones, L0 to L7, each with the day on which it was first reached: rules of this project."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from migrainedays.classification import Window
from migrainedays.course.compare import below, falls_by
from migrainedays.course.follow import Followed
from migrainedays.course.rules.ihs_2025 import acute_response
from migrainedays.diary import Tri
from migrainedays.literature import claim

EPISODIC = "Episodic: fewer than {} headache days"
LOW = "Low frequency: fewer than {} headache days"
OPTIMAL = "Optimal control: fewer than {} days with migraine or more than mild headache, acute drugs working,"
FREEDOM = "Freedom: {} days with migraine or more than mild headache"


@dataclasses.dataclass(frozen=True, slots=True)
class Milestone:
    """One level, what it asks for, and the day on which it could first be told."""

    level: str
    says: str
    reached_on: dt.date | None
    claims: tuple[str, ...] = ()


def milestones(followed: Followed) -> list[Milestone]:
    """All levels, reached or not; a later relapse does not take away that a level was reached once."""
    found = [
        _fall(followed, "L1", "response.responder_30"),
        _fall(followed, "L2", "response.responder_50"),
        _run(followed, "L3", "nice_ta260.episodic", _headache("nice_ta260.episodic"), EPISODIC),
        _run(followed, "L4", "ehf_2018.low_frequency", _headache("ehf_2018.low_frequency"), LOW),
        _run(followed, "L5", "ihs_2025.optimal", _target(followed, "ihs_2025.optimal"), OPTIMAL, acute=True),
        _run(followed, "L6", "ihs_2025.freedom", _target(followed, "ihs_2025.freedom", plus=1), FREEDOM),
    ]
    return [Milestone("L0", "Treatment begun.", _begun(followed)), *found, _durable(followed)]


def _begun(followed: Followed) -> dt.date | None:
    return followed.cycles[0].on if followed.cycles else None


def _fall(followed: Followed, level: str, key: str) -> Milestone:
    """Reached in the first window after the second session or a later one."""
    since = int(claim("nice_ta260.cycles").number)
    reached = (
        cycle.first.span.last
        for cycle in followed.cycles
        if cycle.number >= since and falls_by(key, followed.baseline, cycle.first).verdict is Tri.YES
    )
    return Milestone(
        level, f"{claim(key).says[:-1]} from the baseline, from cycle {since} on.", next(reached, None), (key,)
    )


def _headache(key: str) -> Callable[[Window], Tri]:
    return lambda window: below(int(claim(key).number), window.headache_days)


def _target(followed: Followed, key: str, plus: int = 0) -> Callable[[Window], Tri]:
    return lambda window: below(int(claim(key).number) + plus, followed.target_days(window))


def _run(
    followed: Followed, level: str, key: str, meets: Callable[[Window], Tri], says: str, *, acute: bool = False
) -> Milestone:
    """Reached at the end of the first three windows on treatment that all meet it."""
    reached = (
        run[-1].span.last for run in _runs(followed, meets) if not acute or acute_response(followed, run)[0] is Tri.YES
    )
    months = claim("nice_ta260.episodic_months").number
    sentence = f"{says.format(claim(key).number)} in each of {months} windows in a row on treatment."
    return Milestone(level, sentence, next(reached, None), (key,))


def _runs(followed: Followed, meets: Callable[[Window], Tri]) -> Iterator[Sequence[Window]]:
    months = int(claim("nice_ta260.episodic_months").number)
    windows = followed.windows_treated
    answers = [meets(window) is Tri.YES for window in windows]
    for place in range(months, len(windows) + 1):
        if all(answers[place - months : place]):
            yield windows[place - months : place]


def _durable(followed: Followed) -> Milestone:
    """L3 held in every window until at least so many weeks after the last session."""
    key = "cycle.durable_weeks"
    weeks = dt.timedelta(weeks=int(claim(key).number))
    meets = _headache("nice_ta260.episodic")
    reached = None
    if followed.cycles:
        last = followed.cycles[-1].on
        after = [window for window in followed.windows_treated if window.span.first >= last]
        held = [window for window in after if meets(window) is Tri.YES]
        far = [window.span.last for window in held if window.span.last >= last + weeks]
        reached = far[0] if far and len(held) == len(after) else None
    return Milestone("L7", claim(key).says, reached, (key,))
