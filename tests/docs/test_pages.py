"""The documentation cannot go stale: its commands run, its examples hold, its links lead somewhere."""

import doctest
import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import migrainedays
from docs import build

ROOT = Path(__file__).parents[2]
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
GENERATED = {"commands", "tables", "claims", "glossary", "changelog"}


def with_commands():
    return [page for page in PAGES if BLOCK.search(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("written", with_commands(), ids=lambda written: written.stem)
def test_every_command_of_a_page_runs_and_prints_what_the_page_says(written, tmp_path):
    kept = {name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
    surroundings = kept | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}", "COLUMNS": "120"}
    for block in BLOCK.findall(written.read_text(encoding="utf-8")):
        for command, shown in steps(block):
            done = subprocess.run(
                command, shell=True, cwd=tmp_path, env=surroundings,
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            printed = done.stdout + done.stderr
            for line in shown:
                assert line in printed, f"`{command}` does not print {line!r} but\n{printed}"
            assert done.returncode == 0 or shown, f"`{command}` ends with {done.returncode}: {printed}"


def steps(block):
    """Each `$ command` with the lines shown below it; `…` stands for anything."""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.strip() and line.strip() != "…":
            found[-1][1].append(line.strip())
    return found


def library_modules():
    """Every module below the clinic, by name."""
    rooms = Path(migrainedays.__file__).parent
    names = (path.relative_to(rooms.parent).with_suffix("").parts for path in sorted(rooms.rglob("*.py")))
    return [".".join(parts).removesuffix(".__init__") for parts in names if parts[1] not in {"clinic", "cli"}]


@pytest.mark.parametrize("name", library_modules())
def test_every_example_of_the_library_holds(name):
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


@pytest.mark.parametrize("written", PAGES, ids=lambda written: written.stem)
def test_every_link_leads_somewhere(written):
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", written.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        found = (written.parent / target).exists() or Path(target).stem in GENERATED
        assert found, f"{written.name} links to {target}, which is not there"


def test_the_reference_names_every_command_and_every_table():
    pages = build.generated()
    for command in ("check", "evaluate", "classify", "diagnose", "score", "example"):
        assert f"## {command}" in pages["commands"]
    for table in build.TABLES:
        assert f"## {table}" in pages["tables"]
    assert "nice_ta260.response" in pages["claims"]
