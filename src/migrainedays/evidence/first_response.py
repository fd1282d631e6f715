"""Who responds first after which session: counts, hazards and what has come by then, with intervals.

Among patients without a response so far, the share that responds after a session has a beta posterior. The
published shares enter as two imagined patients a session: enough to keep fifteen real ones from saying
0 or 1, too little to mislead where this clinic differs. They are drawn as a line for reference.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from migrainedays.errors import Impossible, NothingToEvaluate
from migrainedays.evidence.interval import Interval
from migrainedays.evidence.published import published_by_then, published_hazard

if TYPE_CHECKING:
    from numpy.typing import NDArray

IMAGINED_PATIENTS = 2


@dataclass(frozen=True)
class SessionCount:
    """After one session: patients without a response before who could be judged, those who responded, the rest."""

    session: int
    at_risk: int
    responded: int
    not_judged: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.responded <= self.at_risk:
            raise Impossible("first_response", "responded", self.responded, "0 to the patients at risk")


@dataclass(frozen=True)
class FirstResponse:
    """Share with a first response after this session (of those without one), and with any by then."""

    count: SessionCount
    hazard: Interval
    by_then: Interval
    published: float
    published_by_then: float

    @property
    def sentence(self) -> str:
        """The figure in words."""
        c = self.count
        return (
            f"After session {c.session}, {c.responded} of {c.at_risk} patients without a response before had one"
            f" ({c.not_judged} could not be judged); by then {100 * self.by_then.estimate:.0f} % "
            f"({100 * self.by_then.low:.0f} to {100 * self.by_then.high:.0f}) have responded; "
            f"published: {100 * self.published_by_then:.0f} %."
        )


def estimate_first_response(counts: tuple[SessionCount, ...]) -> tuple[FirstResponse, ...]:
    """One answer a session, in their order, sessions 1, 2, 3, … without a gap."""
    if not counts or not counts[0].at_risk:
        raise NothingToEvaluate(
            "No patient can be judged after session 1: a diary of 28 days before it and of 28 days after it is needed."
        )
    answers: list[FirstResponse] = []
    first, second = 1.0, 1.0
    for count in counts:
        share = published_hazard(count.session)
        a = count.responded + IMAGINED_PATIENTS * float(share)
        b = count.at_risk - count.responded + IMAGINED_PATIENTS * float(1 - share)
        first *= b / (a + b)
        second *= b * (b + 1) / ((a + b) * (a + b + 1))
        none_yet = _beta_interval(*_beta_with_moments(first, second))
        by_then = Interval(1 - first, 1 - none_yet[1], 1 - none_yet[0])
        hazard = Interval(a / (a + b), *_beta_interval(a, b))
        answers.append(FirstResponse(count, hazard, by_then, float(share), float(published_by_then(count.session))))
    return tuple(answers)


def _beta_with_moments(first: float, second: float) -> tuple[float, float]:
    """The beta distribution with these moments: a product of betas is almost one."""
    size = (first - second) / (second - first**2)
    return first * size, (1 - first) * size


def _beta_interval(a: float, b: float) -> tuple[float, float]:
    from scipy.special import betaincinv  # with scipy only where a posterior is asked for

    low, high = (float(betaincinv(a, b, q)) for q in (0.025, 0.975))
    return low, high


def draw_by_then(counts: tuple[SessionCount, ...], draws: int, seed: int) -> "NDArray[Any]":
    """Draws of the share that has responded by the last session: the exact posterior, for checking."""
    import numpy as np  # for checking only; the answer itself does without

    rng = np.random.default_rng(seed)
    none_yet = np.ones(draws)
    for count in counts:
        share = float(published_hazard(count.session))
        a = count.responded + IMAGINED_PATIENTS * share
        none_yet *= 1 - rng.beta(a, count.at_risk - count.responded + IMAGINED_PATIENTS * (1 - share), draws)
    return 1 - none_yet
