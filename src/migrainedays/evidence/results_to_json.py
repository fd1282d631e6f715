"""A clinic's results as one document: the same for the command line, a page and a letter."""

from typing import Any, NamedTuple

from migrainedays.evidence.clinic_results import ClinicResults, Lasting
from migrainedays.evidence.first_response import IMAGINED_PATIENTS, FirstResponse
from migrainedays.evidence.interval import Interval
from migrainedays.evidence.shares import Share

DIGITS = 4
WEEK = 7
TOLD_AT = (12 * WEEK, 24 * WEEK, 48 * WEEK)
"""Days at which a curve is said in words: at about the next session, the one after, and a year of sessions."""


class Words(NamedTuple):
    """How a curve is said: what came, what lasts until then, and why some are not on it."""

    came: str
    lasts: str
    outside: str


BROKEN = Words("cycles broke", "were not broken yet", "had no cycle to break before session 1")
STILL_BROKEN = Words("broken cycles returned", "were still broken", "did not break it, so nothing could return")


def results_to_json(found: ClinicResults) -> dict[str, Any]:
    """The results with their sentences; what cannot be answered is null, and `lacking` says what would suffice."""
    return {
        "patients": found.patients,
        "treated": found.treated,
        "imagined_patients": IMAGINED_PATIENTS,
        "first_responses": None if found.first_responses is None else [_response(one) for one in found.first_responses],
        "cycle_broken": _lasting(found.broken, BROKEN),
        "still_broken": _lasting(found.still_broken, STILL_BROKEN),
        "shares": [_share(share, found) for share in found.shares],
        "abilities": [_share(share, found) for share in found.abilities],
        "lacking": found.lacking,
    }


def _response(found: FirstResponse) -> dict[str, Any]:
    count = found.count
    return {
        "session": count.session,
        "at_risk": count.at_risk,
        "responded": count.responded,
        "not_judged": count.not_judged,
        "hazard": _interval(found.hazard),
        "by_then": _interval(found.by_then),
        "published": _round(found.published),
        "published_by_then": _round(found.published_by_then),
        "sentence": found.sentence,
    }


def _lasting(found: Lasting | None, words: Words) -> dict[str, Any] | None:
    if found is None:
        return None
    curve = found.curve
    steps = [
        {
            "day": int(step.time),
            "at_risk": step.at_risk,
            "events": step.events,
            "left": step.left,
            "share": _interval(step.share),
        }
        for step in curve.steps
    ]
    return {
        "patients": curve.patients,
        "events": curve.events,
        "left": curve.left,
        "stopped": found.stopped,
        "not_judged": found.not_judged,
        "outside": found.outside,
        "steps": steps,
        "sentence": _in_words(found, words),
    }


def _in_words(found: Lasting, words: Words) -> str:
    curve = found.curve
    end = curve.steps[-1].time
    days: list[float] = [day for day in TOLD_AT if day <= end] or [end]
    told = [
        f"{curve.events} of {curve.patients} {words.came}.",
        *(_told(curve.at(day), day, words.lasts) for day in days),
        f"{curve.left} were followed without that, {found.stopped} of whom have stopped their diary.",
    ]
    if found.not_judged:
        told.append(f"{found.not_judged} could not be judged: no whole window after session 1.")
    if found.outside:
        told.append(f"{found.outside} {words.outside}.")
    return " ".join(told)


def _told(share: Interval, day: float, lasts: str) -> str:
    low, high = 100 * share.low, 100 * share.high
    return f"After {day / WEEK:.0f} weeks {100 * share.estimate:.0f} % ({low:.0f} to {high:.0f} %) {lasts}."


def _share(share: Share, found: ClinicResults) -> dict[str, Any]:
    return {
        "name": share.name,
        "yes": share.yes,
        "judged": share.judged,
        "not_judged": share.not_judged,
        "outside": share.outside,
        "share": None if share.interval is None else _interval(share.interval),
        "sentence": found.in_words(share),
    }


def _interval(interval: Interval) -> dict[str, float]:
    return {name: _round(getattr(interval, name)) for name in ("estimate", "low", "high")}


def _round(value: float) -> float:
    return round(float(value), DIGITS)
