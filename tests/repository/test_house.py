"""The house rules that a machine can keep: sizes, fences, what must not stand in any file."""

import ast
import re
import statistics
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ROOT / "src" / "migrainedays"


def tracked(*patterns: str) -> list[Path]:
    """The files of the repository that match, as git knows them."""
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).exists()]


def sources() -> list[Path]:
    return [path for path in tracked("src/*.py") if "migrations" not in path.parts]


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def functions() -> list[tuple[str, int]]:
    """Each function of the library with its length, its docstring not counted."""
    found = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if ast.get_docstring(node, clean=False) is not None:
                    first = node.body[0]
                    length -= (first.end_lineno or first.lineno) - first.lineno + 1
                found.append((f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", length))
    return found


def share_within(lengths: list[int], limit: int) -> float:
    return sum(length <= limit for length in lengths) / len(lengths)


def test_files_are_short():
    lengths = {path: lines(path) for path in sources()}
    assert statistics.median(lengths.values()) <= 120
    assert share_within(list(lengths.values()), 400) >= 0.9
    assert [str(path.relative_to(ROOT)) for path, length in lengths.items() if length > 600] == []


def test_functions_are_short():
    lengths = functions()
    assert statistics.median(length for _, length in lengths) <= 9
    assert share_within([length for _, length in lengths], 30) >= 0.9
    assert [name for name, length in lengths if length > 60] == []


def code_lines(path: Path) -> int:
    """The lines of a file that hold code: no blanks, no comments, no docstrings."""
    text = path.read_text(encoding="utf-8")
    told: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if first is not None and ast.get_docstring(node, clean=False) is not None:
                told.update(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    numbered = enumerate(text.splitlines(), 1)
    return sum(1 for n, line in numbered if line.strip() and not line.strip().startswith("#") and n not in told)


def test_there_is_more_test_code_than_code():
    assert sum(map(code_lines, tracked("tests/*.py"))) > sum(map(code_lines, sources()))


def test_no_file_names_a_package_registry_or_this_machine():
    forbidden = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|--index-url|/root/|/work/|/home/\w+/")
    kept = [
        path for path in tracked() if path.suffix in {".py", ".md", ".toml", ".txt", ".in", ".html", ".js", ".css", ""}
    ]
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in kept
        if path != Path(__file__) and "vendor" not in path.parts
        for match in [forbidden.search(path.read_text(encoding="utf-8", errors="ignore"))]
        if match
    ]
    assert found == []


def test_nothing_is_left_for_later():
    marks = re.compile(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b")
    assert [str(path) for path in sources() if marks.search(path.read_text(encoding="utf-8"))] == []


def test_every_dependency_says_why_it_is_there():
    for path in tracked("requirements/*.in"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("-r"):
                assert "#" in line, f"{path.name}: {line} gives no reason"


def test_locks_are_pinned_by_hash():
    for path in tracked("requirements/*.txt"):
        text = path.read_text(encoding="utf-8")
        names = re.findall(r"^[a-z0-9][\w.\-\[\]]*==", text, flags=re.MULTILINE)
        assert names
        assert len(re.findall(r"--hash=sha256:", text)) >= len(names)


def test_every_room_has_a_floor():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    floors = {name.strip(" ()") for layer in layers for name in layer.split("|")}
    rooms = {path.stem if path.is_file() else path.name for path in ROOMS.iterdir() if not path.name.startswith("__")}
    assert rooms <= floors


@pytest.mark.parametrize("name", ["README", "GLOSSARY", "CHANGELOG", "CONTRIBUTING", "DEVELOPERS", "SECURITY"])
def test_the_front_door_is_complete(name):
    assert (ROOT / f"{name}.md").read_text(encoding="utf-8").startswith("# ")
