"""A simulated clinic: findings interrupt rarely, and yet every planted violation is found.

Patients come every 84 to 100 days, some late, a few early; one in five had toxin elsewhere years ago; vials are
fresh. The seed comes from the outside (`ALERT_SEED`, else the clock), is printed on failure, and is nobody's choice.
"""

import dataclasses
import datetime as dt
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrainedays.protocol import Findings, Severity, Version, check, shipped
from migrainedays.treatment import Condition, Injection, Session
from migrainedays.treatment.charting import Charting
from migrainedays.treatment.history import Baseline, History
from migrainedays.treatment.products import OnabotulinumtoxinA
from tests.sessions import NOW, PATIENT, TODAY, ago, answers, charted, earlier, history, injections_of, told, vial

SEED = int(os.environ.get("ALERT_SEED", time.time_ns() % 1_000_000))
SESSIONS = 400
Case = tuple[Charting, Version, History]
VERSIONS = [version for name in shipped().names() for version in shipped().versions(name)]


def ordinary(rng: random.Random) -> Case:
    """One session of an ordinary day."""
    version = rng.choice(VERSIONS)
    number = rng.randint(1, 9)
    sessions = _earlier(rng, number)
    baseline = Baseline(low=rng.randint(13, 20), high=rng.randint(20, 28), evaluable=rng.random() < 0.9)
    rule = rng.choices(["continue", "goal_reached_review", "non_response", "not_proven"], [8, 2, 1, 2])[0]
    record = dataclasses.replace(
        history(baseline=baseline, continuation=told(rule), conditions=_answers(rng)), sessions=sessions
    )
    return (
        charted(version, number=number, injections=_points(rng, version, number), vials=[_vial(rng)]),
        version,
        record,
    )


def _earlier(rng: random.Random, number: int) -> tuple[Session, ...]:
    last = rng.choices([rng.randint(77, 83), rng.randint(84, 91), rng.randint(92, 180)], [3, 60, 37])[0]
    here = tuple(earlier(number - n, ago(last + 91 * (n - 1)), "155") for n in range(1, number))
    if rng.random() < 0.2:
        return (*here, earlier(0, str(TODAY.year - rng.randint(2, 5)), None, place="elsewhere"))
    return here


def _answers(rng: random.Random) -> tuple[Condition, ...]:
    rare = rng.choices(["", "pregnancy", "dysphagia", "muscle_relaxant", "anticoagulant"], [95, 0.5, 0.5, 1, 3])[0]
    return answers(**{rare: True}) if rare else answers()


def _points(rng: random.Random, version: Version, number: int) -> list:
    points = list(injections_of(version, number=number))
    for _ in range(rng.choices([0, 1, 3], [6, 3, 1])[0]):
        at = rng.randrange(len(points))
        points[at] = dataclasses.replace(
            points[at], units=Decimal("2.5"), reason="side effect after an earlier session"
        )
    return [*points, *_where_the_pain_is(rng, version, number)]


def _where_the_pain_is(rng: random.Random, version: Version, number: int) -> Iterator[Injection]:
    """In one session of four, up to two points of 5 U more in a muscle that has room by its published caps."""
    planned = Counter[str]()
    for site in version.planned:
        planned[site.muscle] += site.units
    with_room = [site for site in version.planned if version.caps[site.muscle] - planned[site.muscle] >= 10]
    for n in range(rng.choices([0, 1, 2], [6, 1, 1])[0] if version.published else 0):
        beside = rng.choice(with_room)
        yield Injection(
            patient=PATIENT, session=number, muscle=beside.muscle, side=beside.side, site=90 + n, units=Decimal(5),
            reason="pain elsewhere today", vial="V1", view=beside.view, x=beside.x, y=beside.y,
        )  # fmt: skip


def _vial(rng: random.Random) -> object:
    return vial(opened_at=NOW - dt.timedelta(minutes=rng.randint(1, 600)), expires_on=ago(-rng.randint(1, 700)))


def clinic(seed: int) -> Iterator[tuple[Case, Findings]]:
    rng = random.Random(seed)
    for _ in range(SESSIONS):
        case = ordinary(rng)
        yield case, check(*case)


def interrupting(findings: Findings) -> int:
    return sum(finding.interrupts for finding in findings.found)


def test_at_most_one_session_in_ten_is_stopped_and_none_by_more_than_one_finding_in_the_standard_case() -> None:
    results = [findings for _, findings in clinic(SEED)]
    stopped = sum(bool(findings.of(Severity.STOP)) for findings in results)
    assert stopped <= SESSIONS / 10, f"seed {SEED}: {stopped} of {SESSIONS} sessions are stopped"
    assert not any(findings.of(Severity.BLOCK) for findings in results), f"seed {SEED}"
    standard = [f for f in results if interrupting(f) == 0]
    assert len(standard) >= SESSIONS * 0.9, f"seed {SEED}"


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_a_session_of_any_seed_with_84_days_and_no_yes_is_never_interrupted(seed: int) -> None:
    session, version, record = ordinary(random.Random(seed))
    late_enough = all(s.date is None or s.date.last <= ago(84) for s in record.sessions)
    clear = not any(c.answer for c in record.conditions if c.condition != "anticoagulant")
    if late_enough and clear:
        assert interrupting(check(session, version, record)) == 0, seed


# -- planted violations -----------------------------------------------------------------------------------
def _condition(name: str) -> Callable[[Case], Case]:
    return lambda case: (case[0], case[1], dataclasses.replace(case[2], conditions=answers(**{name: True})))


def _with_vial(**changes: object) -> Callable[[Case], Case]:
    return lambda case: (dataclasses.replace(case[0], vials=(vial(**changes),)), case[1], case[2])


def _with_dose(**columns: object) -> Callable[[Case], Case]:
    def plant(case: Case) -> Case:
        dose = earlier(-1, **{"on": ago(100), "units": "100", "place": "elsewhere", **columns})  # type: ignore[arg-type]
        return case[0], case[1], dataclasses.replace(case[2], sessions=(*case[2].sessions, dose))

    return plant


def _with_points(change: Callable[[list], list]) -> Callable[[Case], Case]:
    def plant(case: Case) -> Case:
        points = tuple(change(list(case[0].injections)))
        big = vial(units=OnabotulinumtoxinA(2000))
        return dataclasses.replace(case[0], injections=points, vials=(big,)), case[1], case[2]

    return plant


def _first(**changes: object) -> Callable[[list], list]:
    return lambda points: [dataclasses.replace(points[0], **changes), *points[1:]]


PLANTED = {
    **{name: _condition(name) for name in ("allergy", "infection_at_site", "neuromuscular", "dysphagia", "breathing")},
    **{name: _condition(name) for name in ("aminoglycoside", "muscle_relaxant", "pregnancy", "lactation")},
    "safety_unanswered": lambda case: (case[0], case[1], dataclasses.replace(case[2], conditions=())),
    "consent": lambda case: (case[0], case[1], dataclasses.replace(case[2], consents=())),
    "interval": _with_dose(on=ago(20), units="0.1"),
    "cumulative_units": _with_dose(on=ago(84), units="400"),
    "other_toxin": _with_dose(product="Dysport"),
    "unknown_dose": _with_dose(units=None),
    "vial_expired": _with_vial(expires_on=ago(1)),
    "vial_quarantined": _with_vial(quarantined=True),
    "vial_hours": _with_vial(opened_at=NOW - dt.timedelta(hours=25)),
    "vial_overdrawn": _with_vial(wasted=Decimal(190)),
    "vial_typed": lambda case: (dataclasses.replace(case[0], vials=()), case[1], case[2]),
    "protocol_cap": _with_points(_first(units=Decimal(200), reason="anatomy")),
    "muscle_cap": _with_points(_first(units=Decimal(100), reason="anatomy")),
    "deviation_without_reason": _with_points(_first(units=Decimal("1.3"), reason=None)),
    "units_missing": _with_points(_first(units=None, reason="anatomy")),
    "vial_unnamed": _with_points(_first(vial=None)),
}


@pytest.mark.parametrize("rule", PLANTED)
def test_every_planted_violation_is_found(rule: str) -> None:
    rng = random.Random(SEED)
    for _ in range(30):
        findings = check(*PLANTED[rule](ordinary(rng)))
        assert rule in findings.rules, f"seed {SEED}: {rule} was planted and not found"
        assert findings.all_clear is None
