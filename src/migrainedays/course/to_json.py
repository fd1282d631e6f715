"""An evaluation as the document of the contract."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from migrainedays.course.abilities import Ability
from migrainedays.course.cycle_state import CycleState
from migrainedays.course.evaluate import Evaluation
from migrainedays.course.follow import Cycle
from migrainedays.course.milestones import Milestone
from migrainedays.course.outcomes import Told, acute_side_effects, preventives_stopped, units_of
from migrainedays.course.rules import Ruling
from migrainedays.course.wearing_off import WearingOff


def patient_to_json(found: Evaluation) -> dict[str, Any]:
    """One patient."""
    followed = found.followed
    course = followed.course
    return {
        "patient": found.patient,
        "days": days_of(found),
        "windows": [window.to_json() for window in followed.windows],
        "baseline": followed.baseline.to_json() if followed.baseline else None,
        "sessions": [
            _session(found, cycle, worn) for cycle, worn in zip(followed.cycles, found.wearing_off, strict=True)
        ],
        "rules": {name: _ruling(ruling) for name, ruling in found.rules.items()},
        "cycle": _cycle(found.cycle)
        | {"by_definition": {state.definition.name: _cycle(state) for state in found.cycle_by_definition}},
        "milestones": [_milestone(milestone) for milestone in found.milestones],
        "abilities": [_ability(ability) for ability in found.abilities],
        "stress_days": [{name: getattr(row, name) for name in row.__slots__} for row in found.stress],
        "goals": [
            {"date": str(rated.on), "goals": rated.goals, "t_rounded": round(float(rated.t), 2)}
            for rated in found.goals
        ],
        "preventives_stopped": [
            {"drug": p.drug, "stopped_on": str(p.stopped_on), "reason": p.stop_reason}
            for p in preventives_stopped(followed)
        ],
        "acute_side_effects": [
            {"event": e.event, "drug": e.drug, "onset_on": str(e.onset_on), "severity": e.severity}
            for e in acute_side_effects(course)
        ],
        "treatments": [_told(told) for told in found.comparison],
        "notes": list(found.notes),
    }


def days_of(found: Evaluation) -> dict[str, int]:
    """Days over the whole diary."""
    return {"entries": found.entries, "missing": found.missing, "headache_days": found.headache_days}


def _session(found: Evaluation, cycle: Cycle, worn: WearingOff) -> dict[str, Any]:
    session = cycle.session
    return {
        "session": session.session,
        "date": str(cycle.on),
        "protocol": session.protocol,
        "version": session.version,
        "product": session.product,
        "units": _number(units_of(found.followed.course, session)),
        "before": cycle.before.to_json(),
        "first": cycle.first.to_json(),
        "last": cycle.last.to_json() if cycle.last else None,
        "reduction_from_baseline": cycle.fall_first,
        "reduction_from_baseline_rounded": _rounded(cycle.fall_first),
        "reduction_from_before": cycle.fall_before,
        "reduction_last": cycle.fall_last,
        "wearing_off": {
            "index": worn.index,
            "verdict": worn.verdict.value,
            "why": worn.why,
            "mean_low_rounded": _rounded(worn.low),
            "mean_high_rounded": _rounded(worn.high),
        },
    }


def _number(value: Decimal | None) -> int | float | None:
    """A stated amount; whole where it is whole."""
    return None if value is None else int(value) if value == int(value) else float(value)


def _rounded(number: Fraction | float | None) -> float | None:
    return None if number is None else round(float(number), 3)


def _ruling(ruling: Ruling) -> dict[str, Any]:
    return {
        "verdict": ruling.verdict,
        "by_bounds": ruling.by_bounds,
        "why": ruling.why,
        "session": ruling.session,
        "claims": list(ruling.claims),
        "verified": ruling.verified,
    }


def _cycle(state: CycleState) -> dict[str, Any]:
    return {
        "state": state.state,
        "since": str(state.since) if state.since else None,
        "definition": state.definition.name,
        "probability": None if state.probability is None else round(state.probability, 4),
        "why": state.why,
        "next": state.next,
        "history": [{"state": step.state, "since": str(step.since)} for step in state.history],
    }


def _milestone(milestone: Milestone) -> dict[str, Any]:
    reached = str(milestone.reached_on) if milestone.reached_on else None
    return {"level": milestone.level, "reached_on": reached, "says": milestone.says}


def _ability(ability: Ability) -> dict[str, Any]:
    return {
        "factor": ability.factor,
        "cycle": ability.cycle,
        "exposed": ability.exposed,
        "at_risk": ability.at_risk,
        "headache_24h": ability.headache_24h,
        "acute_24h": ability.acute_24h,
        "unexposed_rate": ability.unexposed_rate,
        "unexposed": ability.unexposed,
        "verdict": ability.verdict,
        "why": ability.why,
    }


def _told(told: Told) -> dict[str, Any]:
    session = told.session
    return {
        "session": session.session,
        "date": str(session.date) if session.date else None,
        "place": session.place,
        "product": session.product,
        "units": _number(told.units),
        "told_before": _number(told.told_before),
        "told_after": _number(told.told_after),
        "counted_before": told.counted_before.to_json() if told.counted_before else None,
        "counted_after": told.counted_after.to_json() if told.counted_after else None,
        "drugs_then": session.drugs_then,
        "side_effects": session.side_effects,
    }
