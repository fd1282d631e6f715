"""From the clinic's results to what everybody may read: counts with denominators and intervals, no small cells."""

from collections.abc import Mapping
from typing import Any

LEAST_CELL = 11  # unless the practice says more; fewer people than this are never told apart


def to_publish(answer: Mapping[str, Any], least: int = LEAST_CELL) -> dict[str, Any]:
    """The published part of an answer: first responses by session and the shares, those with too few people left out.

    A figure is left out whole where the people it is about, or those for whom it holds, or the rest, are fewer than
    `least`: of two numbers that add up to a third, hiding one hides nothing.
    """
    responses = answer.get("first_responses") or []
    return {
        "patients": answer["treated"] if answer["treated"] >= least else None,
        "least": least,
        "responses": [_response(row) for row in responses if _enough(row["responded"], row["at_risk"], least)],
        "shares": [_share(row) for row in answer.get("shares", []) if _enough(row["yes"], row["judged"], least)],
    }


def _enough(yes: int, of: int, least: int) -> bool:
    return min(yes, of - yes) >= least


def _response(row: Mapping[str, Any]) -> dict[str, Any]:
    names = ("session", "responded", "at_risk", "not_judged", "by_then", "published_by_then")
    return {name: row[name] for name in names}


def _share(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("name", "yes", "judged", "not_judged", "interval")}
