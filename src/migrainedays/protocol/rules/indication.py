"""Whether the indication is shown, at the first session only; later ones ask the continuation rule."""

from collections.abc import Iterator

from migrainedays.literature import claim
from migrainedays.protocol.finding import Finding, Severity
from migrainedays.protocol.version import Version
from migrainedays.treatment.charting import Charting
from migrainedays.treatment.history import History
from migrainedays.treatment.session import DEFAULT_INDICATION

_CLAIMS = ("treatment.indication_headache_days",)
FIRST = 1


def find_in_course(session: Charting, version: Version, history: History) -> Iterator[Finding]:
    """No indication shown (first session), or no response by the continuation rule (later ones)."""
    if (session.session.indication or DEFAULT_INDICATION) != DEFAULT_INDICATION:
        return
    if session.session.session == FIRST:
        yield from _indication(history)
    elif history.continuation == "non_response":
        yield Finding(
            rule="continuation",
            severity=Severity.LOOK,
            sentence="By the continuation rule in force the response is not enough to go on as before.",
            claims=("treatment.indication_headache_days",),
            inputs=(("continuation rule", "non_response"),),
        )


def notes_of_course(session: Charting, history: History) -> tuple[str, ...]:
    """What is worth saying and asks nothing."""
    if session.session.session != FIRST and history.continuation == "goal_reached_review":
        return ("The goal of the continuation rule is reached: a review of whether to go on is due.",)
    return ()


def _indication(history: History) -> Iterator[Finding]:
    least = claim("treatment.indication_headache_days").number
    baseline = history.baseline
    if baseline is None or not baseline.evaluable:
        words = "there is no baseline" if baseline is None else "too few days of it were entered"
        sentence = f"Chronic migraine is not shown by the diary: {words}."
        unknown: tuple[str, ...] = ("headache days in the 28 days before treatment",)
        given = "not known" if baseline is None else f"{baseline.low} to {baseline.high}"
    elif baseline.high < least:
        sentence = f"At most {baseline.high} headache days in the 28 before treatment; chronic migraine has {least}."
        unknown = ()
        given = f"{baseline.low} to {baseline.high}"
    else:
        return
    yield Finding(
        rule="indication",
        severity=Severity.LOOK,
        sentence=sentence,
        claims=_CLAIMS,
        inputs=(("headache days at baseline", given),),
        unknown=unknown,
    )
