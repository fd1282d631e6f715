"""Every clinical number names its claim: a threshold typed into a rule fails here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from migrainedays.literature import read_claims
from tests.repository.test_house import ROOT, tracked

CLINICAL = ("classification", "course", "diary", "protocol", "scales", "treatment")
SMALL = {0, 1, 2, -1, -2, 10, 60, 100, 1440}  # counting, places, tenths, minutes an hour, per cent, minutes a day
TOPICS = "|".join(sorted({key.split(".")[0] for key in read_claims()}))


def clinical_files() -> list[Path]:
    return [path for room in CLINICAL for path in tracked(f"src/migrainedays/{room}/*.py")]


def typed_thresholds(tree: ast.AST) -> Iterator[tuple[int, float]]:
    """Each number that a comparison holds, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            for side in (node.left, *node.comparators):
                for inner in ast.walk(side):
                    if (
                        isinstance(inner, ast.Constant)
                        and type(inner.value) in (int, float)
                        and inner.value not in SMALL
                    ):
                        yield inner.lineno, inner.value


@pytest.mark.parametrize("path", clinical_files(), ids=lambda path: str(path.relative_to(ROOT / "src/migrainedays")))
def test_no_rule_types_its_threshold(path):
    found = list(typed_thresholds(ast.parse(path.read_text(encoding="utf-8"))))
    assert found == [], f"{path.name} compares with a number that names no claim (line, number)"


def test_a_typed_threshold_would_be_found():
    assert list(typed_thresholds(ast.parse("if days >= 15: pass"))) == [(1, 15)]
    assert list(typed_thresholds(ast.parse("if days >= claim('nice.days').value: pass"))) == []


def test_every_claim_that_code_names_exists():
    named = re.compile(rf"[\"']((?:{TOPICS})\.[a-z0-9_]+)[\"']")
    files = [*tracked("src/*.py"), *tracked("src/*.toml")]
    keys = {
        key for path in files for key in named.findall(path.read_text(encoding="utf-8")) if not key.endswith(".toml")
    }
    assert keys - set(read_claims()) == set()


@pytest.mark.parametrize("claim", read_claims().values(), ids=lambda claim: claim.key)
def test_a_claim_says_where_it_was_seen(claim):
    assert claim.says.endswith(".")
    assert claim.source
    assert claim.seen_on is not None or not claim.verified
    assert "(memory)" not in claim.source or not claim.verified
