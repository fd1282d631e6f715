"""Do the tests notice a changed rule? Each room's rules are changed one small thing at a time.

Design. For each room a copy of the sources and the tests is made under build/mutants, so that nothing is carried over
from an earlier run. mutmut makes the changes and finds out which tests reach each function; studies/mutants_trial.py
puts every change before the tests of the room that reach it: its unit tests, and the chapters of the manual that look
into this room and none above it. A change that no test notices survives, and so does one that no test reaches; a change
that makes the tests run without end counts as noticed. At least 95 % of the changes to each room must be noticed. What
survived when this was last run stands with its reason in studies/mutants.md; the print of each room is kept under
studies/results.

    python -m studies.mutants [ROOM ...] [--children N]

To see one change: `cd build/mutants/ROOM && ../../../.venv/bin/mutmut show NAME`.
"""

import argparse
import ast
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
BIN = Path(sys.executable).parent
NEEDED = Fraction(95, 100)
ROOMS = ("scales", "classification", "course")  # each may look into those before it
ABOVE = {"evidence", "exchange", "simulation", "reports", "clinic"}
ASKED_OF_COMMANDS = {"classification": ("notes", "worked_examples"), "course": ("evaluate",)}
HEADER = "room | killed | of | share | at least 95 %"


def tests_of(room: str) -> list[str]:
    """The tests of a room: its unit tests, and its chapters of the manual."""
    named = {f"tests/spec/test_{chapter}.py" for chapter in ASKED_OF_COMMANDS.get(room, ())}
    chapters = {f"tests/spec/{path.name}" for path in (ROOT / "tests/spec").glob("test_*.py") if room_of(path) == room}
    return [f"tests/unit/{room}", *sorted(named | chapters)]


def room_of(chapter: Path) -> str | None:
    """The highest of the three rooms that a chapter looks into; None where it looks into another above them."""
    tree = ast.walk(ast.parse(chapter.read_text("utf-8")))
    modules = {node.module or "" for node in tree if isinstance(node, ast.ImportFrom)}
    seen = {module.split(".")[1] for module in modules if module.startswith("migrainedays.")}
    if "tests.treated" in modules:  # written down as courses
        seen.add("course")
    found = [room for room in ROOMS if room in seen]
    return found[-1] if found and not seen & ABOVE else None


def settings(room: str) -> str:
    """The part of pyproject.toml that mutmut reads."""
    values = {
        "source_paths": [f"src/migrainedays/{room}"],
        "also_copy": ["src", "tests", "pyproject.toml"],
        "pytest_add_cli_args_test_selection": tests_of(room),
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


def change(place: Path) -> None:
    """Make the changes, and find out which tests reach them; mutmut is asked to try none."""
    run(place, "made.log", BIN / "mutmut", "run", "--max-children", "1", "none.of.them")
    if not (place / "mutants/mutmut-stats.json").is_file():
        raise SystemExit(f"the tests could not be run in {place}; made.log there says why.")


def put_before_tests(place: Path, room: str, children: int) -> None:
    """Try every change."""
    trial = ROOT / "studies/mutants_trial.py"
    if run(place / "mutants", "../tried.log", sys.executable, trial, str(children), *tests_of(room)):
        raise SystemExit(f"the changes could not be tried in {place}; tried.log there says why.")


def run(place: Path, log: str, *command: str | Path) -> int:
    """A command in a folder, with all that it says in a file; no test here needs a plug-in of pytest."""
    environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    with (place / log).open("w", encoding="utf-8") as said:
        return subprocess.run(command, cwd=place, env=environment, stdout=said, stderr=said, check=False).returncode


def outcomes(place: Path) -> dict[str, bool]:
    """Each change by its name, and whether a test noticed it."""
    lines = (place / "mutants/tried.txt").read_text("utf-8").splitlines()
    return {name: outcome in ("noticed", "endless") for name, outcome in (line.split(" ", 1) for line in lines)}


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
    change(place)
    put_before_tests(place, room, children)
    found = outcomes(place)
    lines = [f"python -m studies.mutants {room}, {looked_at}", HEADER, row(room, found), "survived:", *survivors(found)]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run the rooms one after the other; 1 where one of them has too few changes noticed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=f"of {', '.join(ROOMS)}; all unless given")
    parser.add_argument("--children", type=int, default=os.cpu_count() or 1, help="how many changes at a time")
    given = parser.parse_args()
    if unknown := set(given.rooms) - set(ROOMS):
        parser.error(f"there is no room {', '.join(sorted(unknown))}; there are {', '.join(ROOMS)}")
    rows = []
    for room in given.rooms or ROOMS:
        text = judged(room, given.children)
        (RESULTS / f"mutants_{room}.txt").write_text(text, encoding="utf-8")
        print(text, flush=True)
        rows.append(text.splitlines()[2])
    print("\n".join([HEADER, *rows]))
    return int(any(line.endswith("NOT MET") for line in rows))


if __name__ == "__main__":
    sys.exit(main())
