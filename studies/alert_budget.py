"""How often a session is interrupted, and whether everything that is planted is found.

Design. A clinic with records of its own is filled with simulated patients and their diaries; every session is charted
through the actions, so that the check rests on what is stored. What speaks against a session is planted at rates that
are written down in `alert_clinic.RATES`, an assumption and no published figure; so the share of stopped sessions is
shown for twice those rates too. Nobody chose the seed: it is the newest commit's hash, unless `--seed` names one.
Bars: stop findings in at most 1 of 10 sessions; none in a session in which nothing was planted; everything found.

    python -m studies.alert_budget
    python -m studies.alert_budget --short
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from studies.bars import Bar, report

ROOT = Path(__file__).parents[1]
PATIENTS, SESSIONS = 60, 5
SHORT = 8


def seed_of_commit() -> int:
    """The newest commit as a number; nobody chooses it."""
    told = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    return int((told.stdout.strip() or "0")[:12], 16)


def study(short: bool) -> list[Bar]:
    """All bars, over a database of its own that goes with the run."""
    seed = int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else seed_of_commit()
    with tempfile.TemporaryDirectory() as home:
        by = _clinic(home)
        from studies.alert_clinic import live

        patients = SHORT if short else PATIENTS
        usual = list(live(by, seed=seed, patients=patients, sessions=SESSIONS))
    with tempfile.TemporaryDirectory() as home:
        _move(home)
        twice = list(live(_open(), seed=seed + 1, patients=max(4, patients // 2), sessions=SESSIONS, times=2))
        _close()
    return [*_bars(usual, seed, short), _share(twice, "with twice as much planted", None)]


def _bars(outcomes: list[Any], seed: int, short: bool) -> list[Bar]:
    standard = [outcome for outcome in outcomes if not outcome.planted]
    interrupted = [outcome for outcome in standard if outcome.interrupting]
    missed = Counter(rule for o in outcomes for rule in o.planted - set(o.found.rules))
    planted = sum(len(outcome.planted) for outcome in outcomes)
    share = _share(outcomes, f"seed {seed}", None if short else 0.1)
    more = sum(len(outcome.interrupting) > 1 for outcome in outcomes)
    return [
        share,
        Bar("protocol 8", "sessions with more than one interrupting finding", f"{more} of {len(outcomes)}", None),
        Bar(
            "protocol 8",
            "standard sessions that are interrupted",
            f"{len(interrupted)} of {len(standard)}",
            not interrupted,
        ),
        Bar(
            "protocol 8",
            "planted and not found",
            f"{sum(missed.values())} of {planted} {dict(missed) or ''}".strip(),
            not missed,
        ),
    ]


def _share(outcomes: list[Any], which: str, most: float | None) -> Bar:
    stopped = sum(bool(outcome.interrupting) for outcome in outcomes)
    figure = f"{stopped} of {len(outcomes)} ({stopped / len(outcomes):.1%}, at most 10 %)"
    return Bar(
        "protocol 8",
        f"sessions with a stop, {which}",
        figure,
        None if most is None else stopped <= most * len(outcomes),
    )


# -- a clinic of its own --------------------------------------------------------------------------------
def _clinic(home: str) -> Any:
    os.environ.update(MIGRAINEDAYS_HOME=home, DJANGO_SETTINGS_MODULE="migrainedays.clinic.settings")
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    return _open()


def _move(home: str) -> None:
    """Go on in an empty database."""
    from django.db import connections

    connections["default"].close()
    connections["default"].settings_dict["NAME"] = str(Path(home) / "clinic.sqlite3")


def _open() -> Any:
    from django.core.management import call_command

    from migrainedays.clinic.records import actions
    from migrainedays.clinic.records.practice import Member, Practice

    call_command("migrate", verbosity=0)
    return actions.clinics.open_clinic(
        practice=Practice(name="Simulated", zone="UTC"), physician=Member(email="a@b.example"), password=None
    )


def _close() -> None:
    from django.db import connections

    connections.close_all()


if __name__ == "__main__":
    report("alert_budget", study)
