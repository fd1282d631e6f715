"""`migrainedays score`: a total, its band, and the change that matters."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import click

from migrainedays.cli.output import print_json, print_table
from migrainedays.errors import WrongUse
from migrainedays.scales import Change, Instrument, Result, instrument


@click.command(context_settings={"ignore_unknown_options": True})  # -1 is a level of a goal, not an option
@click.argument("scale")
@click.argument("items", nargs=-1, required=True)
@click.option("--before", help="The earlier score: its total, or its items with commas between.")
@click.option("--version", help="Which published version, where there is more than one (mibs4: published, ninds).")
@click.option("--weights", help="gas: one weight a goal, with commas between.")
@click.option("--qa", help="midas: days with headache in three months, asked beside the sum.")
@click.option("--qb", help="midas: pain from 0 to 10, asked beside the sum.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(
    scale: str,
    items: tuple[str, ...],
    before: str | None,
    version: str | None,
    weights: str | None,
    qa: str | None,
    qb: str | None,
    as_json: bool,
) -> None:
    """Score SCALE: hit6, midas, msq, phq9, gad7, asc12, mibs4, pgic or gas.

    One ITEM an answer, as a number or a word of the scale, - for a blank; or the total alone.

    \b
    migrainedays score hit6 never rarely sometimes "very often" always never
    migrainedays score midas 2 1 3 0 5 --before 40
    migrainedays score gas 1 -1 --weights 2,1
    """
    for item in items:
        if item.startswith("--"):
            raise WrongUse(f"There is no option {item}; `migrainedays score --help` names them.")
    asked = instrument(scale)
    answers = _answers(asked, _split(items), weights, qa, qb)
    result = asked.score(answers, version)
    earlier = None if before is None else asked.score(_split((before,)), version)
    document = to_json(asked, result, earlier)
    if as_json:
        print_json(document)
    else:
        _print(document)


def to_json(asked: Instrument, result: Result, earlier: Result | None) -> dict[str, Any]:
    """The document of the contract, with the parts of the scale beside it."""
    nothing = Result(scale=asked.name, version=result.version, total=None)
    changes = asked.change(earlier or nothing, result if earlier or asked.name == "pgic" else nothing)
    return {
        "scale": result.scale,
        "version": result.version,
        "total": result.total,
        "band": result.band,
        "flags": list(result.flags),
        "change": _change(changes, result, earlier),
        "parts": _parts(result),
        "unverified": list(result.unverified),
    }


def _answers(
    asked: Instrument, items: tuple[str, ...], weights: str | None, qa: str | None, qb: str | None
) -> tuple[str, ...]:
    """The items as the scale takes them, with what the options say."""
    if weights is not None:
        given = _split((weights,))
        if asked.name != "gas" or len(given) != len(items):
            raise WrongUse("--weights belongs to gas and gives one weight a goal, such as --weights 2,1.")
        return tuple(f"{item}:{weight}" for item, weight in zip(items, given, strict=True))
    if qa is None and qb is None:
        return items
    if asked.name != "midas" or len(items) > 5:
        raise WrongUse("--qa and --qb belong to midas, beside its five numbers of days.")
    return (*items, *("-",) * (5 - len(items)), qa or "-", qb or "-") if len(items) > 1 else items


def _split(items: tuple[str, ...]) -> tuple[str, ...]:
    """One answer an argument, or all of them in one with commas between."""
    return tuple(part.strip() for part in items[0].split(",")) if len(items) == 1 else items


def _change(changes: Mapping[str, Change], result: Result, earlier: Result | None) -> dict[str, Any]:
    before = earlier.total if earlier else None
    moved = None if before is None or result.total is None else round(result.total - before, 2)
    rules = {
        name: {
            "verdict": change.verdict,
            "why": change.why,
            "claims": list(change.claims),
            "verified": change.verified,
        }
        for name, change in changes.items()
    }
    return {"before": before, "difference": moved, "rules": rules}


def _parts(result: Result) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    for name, part in result.parts.items():
        parts[name] = part
        if isinstance(part, Fraction):
            parts[f"{name}_rounded"] = round(float(part), 2)
    return parts


def _print(document: dict[str, Any]) -> None:
    band = document["band"]
    words = "; ".join(f"{name}: {word}" for name, word in band.items()) if isinstance(band, dict) else band
    total = "no score" if document["total"] is None else document["total"]
    parts = [(name, value) for name, value in document["parts"].items() if not isinstance(value, Fraction)]
    rows = [("total", total), ("band", words), ("flags", ", ".join(document["flags"])), *parts]
    if document["unverified"]:
        rows.append(("not seen in a source", ", ".join(document["unverified"])))
    answered = [row for row in rows if row[1] not in ("", None)]
    print_table(f"{document['scale']} ({document['version']})", ("", "value"), answered)
    rules = document["change"]["rules"]
    judged = [
        (name, rule["verdict"] or "–", rule["why"], "" if rule["verified"] else "unverified")
        for name, rule in rules.items()
    ]
    if judged:
        print_table("The change that matters", ("rule", "met", "why", ""), judged)
