"""The answers of this room as the contract has them."""

from typing import Any

from migrainedays.evidence.compare import Comparison
from migrainedays.evidence.expectation import expect
from migrainedays.evidence.forecast import Forecast
from migrainedays.evidence.interval import Interval
from migrainedays.evidence.side_effects import SideEffectsAnswer
from migrainedays.evidence.surprise import Surprise

DIGITS = 4


def comparison_to_json(found: Comparison) -> dict[str, Any]:
    """`compare` (contract, section 3)."""
    question, monitoring = found.question, found.monitoring
    return {
        "question": {
            "protocol": question.protocol,
            "versions": list(question.versions),
            "outcome": question.outcome,
            "margin": question.margin,
            "looks": question.looks,
            "registered_on": question.registered_on.isoformat() if question.registered_on else None,
            "sentence": question.sentence,
        },
        "n": found.patients,
        "naive": _interval(found.naive),
        "effect": {**_interval(found.effect), "unit": "headache days per 28"},
        "response": _interval(found.response),
        "logit": {"estimate": _round(found.logit[0]), "se": _round(found.logit[1])},
        "probability_better": _round(found.probability_better),
        "monitoring": {
            "looks_declared": monitoring.looks_declared,
            "look": monitoring.look,
            "e_value": _round(monitoring.e_value),
            "margin": monitoring.margin,
            "decision": monitoring.decision,
        },
        "step_drift_bound": {"low": _round(found.step_drift_bound[0]), "high": _round(found.step_drift_bound[1])},
        "missing_days": [{"shift": shift, "effect": _round(effect)} for shift, effect in found.missing_shifts],
        "sentence": found.sentence,
        "convergence": found.fit.convergence.story,
        "assumptions": list(found.assumptions),
    }


def side_effects_to_json(protocol: str, found: SideEffectsAnswer) -> dict[str, Any]:
    """`compare --outcome adverse_events`: sessions with the event and sessions asked about, under A and B."""
    return {
        "question": {"protocol": protocol, "versions": list(found.names), "outcome": "adverse_events"},
        "events": [
            {
                "event": one.event,
                **{
                    side: {"sessions_with": with_it, "sessions": sessions}
                    for side, (with_it, sessions) in zip("AB", one.counts, strict=True)
                },
                "difference": _interval(one.difference),
                "probability_more": _round(one.probability_more),
                "sentence": one.sentence,
            }
            for one in found.events
        ],
        "not_asked": dict(zip("AB", found.not_asked, strict=True)),
        "assumptions": list(found.assumptions),
    }


def surprise_to_json(patient: str, found: Surprise) -> dict[str, Any]:
    """`surprise` (contract, section 3)."""
    return {
        "patient": patient,
        "percentile": _round(found.percentile),
        "best_of": found.best_of,
        "corrected": _round(found.corrected),
        "severity_rank": list(found.severity_rank),
        "more_needed": found.more_needed,
        "sentence": found.sentence,
        "assumptions": list(found.assumptions),
    }


def forecast_to_json(found: Forecast) -> dict[str, Any]:
    """`forecast` (contract, section 3)."""
    return {
        "patient": found.patient,
        "on": found.on.isoformat(),
        "windows": [
            {
                "from": window.span.first.isoformat(),
                "to": window.span.last.isoformat(),
                **{name: _round(getattr(window, name)) for name in ("p10", "p50", "p90")},
                "session": window.session,
            }
            for window in found.windows
        ],
        "known": [
            {
                "from": window.span.first.isoformat(),
                "to": window.span.last.isoformat(),
                "headache_days": window.headache_days,
                "entered": window.observed_days,
            }
            for window in found.known
        ],
        "sessions": [{"session": number, "on": on.isoformat(), "given": given} for number, on, given in found.sessions],
        "first_response": {
            str(session): None if chance is None else _round(chance) for session, chance in found.first_response.items()
        },
        "published_first_response": {str(session): _round(share) for session, share in found.published.items()},
        "next_3_below_15": _round(found.next_months_below),
        "changed": {"from": found.changed.first.isoformat(), "to": found.changed.last.isoformat()}
        if found.changed
        else None,
        "late_months": _interval(found.late_months.days) if found.late_months else None,
        "judging": [
            {
                "rule": judging.rule,
                "session": judging.session,
                "on": judging.on.isoformat(),
                "claim": judging.claim,
                "says": judging.sentence,
            }
            for judging in found.judging
        ],
        "basis": {
            "patients": found.basis.patients,
            "models": list(found.basis.weights),
            "weights": {name: _round(weight) for name, weight in found.basis.weights.items()},
            "fitted": found.basis.is_fitted,
        },
        "sentences": list(expect(found)),
        "assumptions": list(found.assumptions),
    }


def _interval(interval: Interval) -> dict[str, float]:
    return {name: _round(getattr(interval, name)) for name in ("estimate", "low", "high")}


def _round(value: float) -> float:
    return round(float(value), DIGITS)
