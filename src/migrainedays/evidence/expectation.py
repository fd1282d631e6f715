"""What to tell this patient now: three sentences with numbers, from a forecast and what is published."""

from migrainedays.evidence.forecast import Forecast
from migrainedays.literature import claim


def expect(found: Forecast) -> tuple[str, str, str]:
    """The coming month, the change that is waited for, and when to judge."""
    return _next_month(found), _change(found), _judge(found)


def _next_month(found: Forecast) -> str:
    window = found.windows[0]
    return (
        f"Of ten patients like this one, eight have between {window.p10:.0f} and {window.p90:.0f} headache days from "
        f"{window.span.first} to {window.span.last}, half of them {window.p50:.0f} or fewer."
    )


def _change(found: Forecast) -> str:
    below = (
        f"the chance that the next {found.months} windows all stay below {found.below} headache days is "
        f"{_percent(found.next_months_below)}"
    )
    came = next((session for session, chance in found.first_response.items() if chance == 1.0), None)
    if came is not None:
        return f"Headache days fell by half for the first time after session {came}; {below}."
    known = [chance for chance in found.first_response.values() if chance is not None]
    if not known:
        return f"Whether headache days fell by half cannot be judged from this diary; {below}."
    latest = max(session for session, chance in found.first_response.items() if chance is not None)
    published = sum(share for session, share in found.published.items() if session <= latest)
    source = claim("evidence.first_response_1").source.split(",")[1].strip()
    return (
        f"The chance that headache days fall by half by session {latest} is {_percent(sum(known))} ({source}: "
        f"{_percent(published)}), and {below}."
    )


def _judge(found: Forecast) -> str:
    coming = [judging for judging in found.judging if judging.on > found.on]
    late = "" if found.late_months is None else f" {found.late_months.sentence}"
    if not coming:
        return f"Every published rule can be judged now.{late}"
    first = coming[0]
    return f"Before {first.on} it is too early to judge: {first.rule} asks about session {first.session}.{late}"


def _percent(chance: float) -> str:
    """A chance in whole per cent, never 0 or 100 where it is neither."""
    if 0 < chance < 0.01:
        return "under 1 %"
    return "over 99 %" if 0.99 < chance < 1 else f"{100 * chance:.0f} %"
