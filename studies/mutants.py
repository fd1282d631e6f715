"""Do the tests notice a changed rule? Each room's rules are changed one small thing at a time (mutmut).

Design. For each room a copy of the sources and the tests is made under build/mutants, so that nothing is carried over
from an earlier run, and every change to that room is put before the tests of that room: its unit tests and its
chapters of the manual. A change that no test notices survives, and so does one that no test reaches; a change that
makes the tests run without end counts as noticed. At least 95 % of the changes to each room must be noticed. What
survived when this was last run stands with its reason in studies/mutants.md; the print of each room
is kept under studies/results.

    python -m studies.mutants [ROOM ...] [--children N]

To see one change: `cd build/mutants/ROOM && ../../../.venv/bin/mutmut show NAME`.
"""

import argparse
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path

from studies.bars import RESULTS

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "mutants"
NEEDED = Fraction(95, 100)
CHAPTERS: Mapping[str, tuple[str, ...]] = {
    "scales": ("scale_answers", "scale_changes", "scales"),
    "classification": (
        "attacks", "chronic_migraine", "classify_and_diagnose", "days", "medication_overuse", "menstruation", "months",
        "notes", "status_migrainosus", "tied_hair", "worked_examples",
    ),
    "course": (
        "abilities", "course", "course_document", "cycle_state", "evaluate", "milestones", "rule_sentences", "rules",
        "series", "wearing_off",
    ),
}  # fmt: skip
# No test here needs a plug-in. Looking for forgotten resources after each change would take longer than the tests.
PYTEST = ("-x", "--no-header", "-p", "no:unraisableexception", "-p", "no:threadexception")
HEADER = "room | killed | of | share | at least 95 %"
NOTICED = {1, 3, 24, 36, -24, 152, 255}  # exit codes: a failed test, or tests that ran out of time


def settings(room: str) -> str:
    """The part of pyproject.toml that mutmut reads."""
    tests = [f"tests/unit/{room}", *(f"tests/spec/test_{chapter}.py" for chapter in CHAPTERS[room])]
    values = {
        "source_paths": [f"src/migrainedays/{room}"],
        "also_copy": ["src", "tests", "pyproject.toml"],
        "pytest_add_cli_args": PYTEST,
        "pytest_add_cli_args_test_selection": tests,
    }
    return "\n[tool.mutmut]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items())


def prepare(room: str) -> Path:
    """A fresh copy of what the room's tests need."""
    place = BUILD / room
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for name in ("src", "tests"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    (place / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8") + settings(room), "utf-8")
    return place


def change(place: Path, children: int) -> None:
    """Put every change before the tests; what mutmut says of it goes to run.log."""
    environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [Path(sys.executable).parent / "mutmut", "run", "--max-children", str(children)]
    with (place / "run.log").open("w", encoding="utf-8") as log:
        done = subprocess.run(command, cwd=place, env=environment, stdout=log, stderr=log, check=False)
    if done.returncode:
        raise SystemExit(f"mutmut did not run to its end in {place}; run.log there says why.")


def outcomes(place: Path) -> dict[str, bool]:
    """Each change by its name, and whether a test noticed it."""
    found: dict[str, bool] = {}
    for file in sorted((place / "mutants").rglob("*.meta")):
        codes = json.loads(file.read_text("utf-8"))["exit_code_by_key"]
        found |= {name: code in NOTICED for name, code in codes.items()}
    return found


def survivors(found: Mapping[str, bool]) -> Iterable[str]:
    """The names of the changes that no test noticed."""
    return sorted(name.removeprefix("migrainedays.") for name, noticed in found.items() if not noticed)


def row(room: str, found: Mapping[str, bool]) -> str:
    """One line of the table: killed of all, their share, and whether that is enough."""
    killed, total = sum(found.values()), len(found)
    share = Fraction(killed, total) if total else Fraction(0)
    return f"{room} | {killed} | {total} | {float(100 * share):.1f} % | {'met' if share >= NEEDED else 'NOT MET'}"


def now() -> dt.datetime:
    """The time on this machine's clock."""
    return dt.datetime.now().astimezone()


def commit() -> str:
    """What was looked at."""
    git = subprocess.run(["git", "log", "-1", "--format=%h"], cwd=ROOT, capture_output=True, text=True, check=False)
    return git.stdout.strip() or "unknown"


def judged(room: str, children: int) -> str:
    """One clean run over a room, as it is printed: when and what, the row of the table, what survived."""
    looked_at = f"{now():%Y-%m-%d %H:%M}, commit {commit()}"
    print(f"{looked_at}: {room}", file=sys.stderr, flush=True)
    place = prepare(room)
    change(place, children)
    found = outcomes(place)
    lines = [f"python -m studies.mutants {room}, {looked_at}", HEADER, row(room, found), "survived:", *survivors(found)]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run the rooms one after the other; 1 where one of them has too few changes noticed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=f"of {', '.join(CHAPTERS)}; all unless given")
    parser.add_argument("--children", type=int, default=os.cpu_count() or 1, help="how many changes at a time")
    given = parser.parse_args()
    if unknown := set(given.rooms) - set(CHAPTERS):
        parser.error(f"there is no room {', '.join(sorted(unknown))}; there are {', '.join(CHAPTERS)}")
    rows = []
    for room in given.rooms or CHAPTERS:
        text = judged(room, given.children)
        (RESULTS / f"mutants_{room}.txt").write_text(text, encoding="utf-8")
        print(text, flush=True)
        rows.append(text.splitlines()[2])
    print("\n".join([HEADER, *rows]))
    return int(any(line.endswith("NOT MET") for line in rows))


if __name__ == "__main__":
    sys.exit(main())
