"""Whether the indication is shown, at the first session only; later ones ask the continuation rules."""

from collections.abc import Iterator

from migrainedays.literature import claim
from migrainedays.protocol.finding import Finding, Severity
from migrainedays.protocol.version import Version
from migrainedays.treatment.charting import Charting
from migrainedays.treatment.history import Continuation, History
from migrainedays.treatment.session import DEFAULT_INDICATION

_CLAIMS = ("treatment.indication_headache_days",)
FIRST = 1


def find_in_course(session: Charting, version: Version, history: History) -> Iterator[Finding]:
    """No indication shown (first session), or no response by a continuation rule (later ones)."""
    yield from _order(session, history)
    if (session.session.indication or DEFAULT_INDICATION) != DEFAULT_INDICATION:
        return
    if session.session.session == FIRST:
        yield from _indication(history)
        return
    for told in history.continuation:
        if told.verdict == "non_response":
            yield Finding(
                rule="continuation",
                severity=Severity.LOOK,
                sentence=f"By {_named(told.rule)} the response is not enough to go on as before.{_why(told)}",
                claims=told.claims,
                inputs=((_named(told.rule), told.verdict),),
            )


def notes_of_course(session: Charting, history: History) -> tuple[str, ...]:
    """What is worth saying and asks nothing."""
    if session.session.session == FIRST:
        return ()
    reached = [told for told in history.continuation if told.verdict == "goal_reached_review"]
    return tuple(
        f"By {_named(told.rule)} the goal is reached: a review of whether to go on is due.{_why(told)}"
        for told in reached
    )


def _named(rule: str) -> str:
    """A rule as people cite it: nice_ta260 is NICE TA260."""
    return rule.replace("_", " ").upper()


def _why(told: Continuation) -> str:
    return f" {told.why}" if told.why else ""


def _order(session: Charting, history: History) -> Iterator[Finding]:
    """A late record of a day before a session that has a lower number already."""
    number = session.session.session
    later = [s for s in history.sessions if FIRST <= s.session < number and s.on is not None and s.on > session.on]
    if later:
        told = ", ".join(f"session {s.session} on {s.on}" for s in later)
        yield Finding(
            rule="session_order",
            severity=Severity.LOOK,
            sentence=f"Recorded late: later than this day, with a lower number, stands {told}.",
            claims=("treatment.interval_days",),
            inputs=(("day of the session", str(session.on)),),
        )


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
