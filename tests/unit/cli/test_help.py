"""`--help` of each command: what it takes, what each option means, at once and without the clinic's libraries."""

import re
import subprocess
import sys

import pytest

from migrainedays import __version__
from migrainedays.cli.main import commands
from migrainedays.exchange.readers import READERS
from tests.unit.cli.running import Run

FOLDER_OPTIONS = {"--accept-valid", "--refused", "--json", "--help"}
OPTIONS: dict[tuple[str, ...], set[str]] = {
    ("check",): {"--json", "--help"},
    ("classify",): {"--profile", "--on", *FOLDER_OPTIONS},
    ("compare",): {
        "--protocol", "--versions", "--by", "--outcome", "--looks", "--look", "--margin", "--on", *FOLDER_OPTIONS,
    },
    ("report",): {"--patient", "--kind", "--output", "--language", "--payer", "--session", "--on", *FOLDER_OPTIONS},
    ("diagnose",): {"--from", "--on", *FOLDER_OPTIONS},
    ("evaluate",): {"--profile", "--on", "--definition", "--chance", *FOLDER_OPTIONS},
    ("surprise",): {"--patient", "--on", *FOLDER_OPTIONS},
    ("forecast",): {"--patient", "--on", *FOLDER_OPTIONS},
    ("score",): {"--before", "--version", "--weights", "--qa", "--qb", "--json", "--help"},
    ("simulate",): {
        "--patients", "--seed", "--mix", "--effect", "--switch", "--drift", "--step", "--severity-shift", "--enrol",
        "--help",
    },
    ("protocol", "list"): {"--library", "--json", "--help"},
    ("protocol", "show"): {"--version", "--map", "--toml", "--library", "--json", "--help"},
    ("protocol", "diff"): {"--map", "--library", "--json", "--help"},
    ("protocol", "schema"): {"--json", "--help"},
    ("example", "kostecki-dillon"): {"--help"},
    ("import", "folder"): {"--update", *FOLDER_OPTIONS},
    **{
        ("import", kind): {"--patient", "--zone", "--date-order", "--preview", "--accept-valid", "--column", "--help"}
        for kind in READERS
    },
}  # fmt: skip


@pytest.mark.parametrize("words", OPTIONS, ids=" ".join)
def test_help_names_every_option_and_says_what_each_means(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Usage: migrainedays {' '.join(words)} [OPTIONS]")
    _, _, listed = done.out.partition("Options:\n")
    assert set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", listed, re.MULTILINE)) == OPTIONS[words]
    entries = re.split(r"^  (?=-)", listed, flags=re.MULTILINE)[1:]
    assert all(re.search(r"\s{2,}\S+ ?\S*", entry.strip()) for entry in entries), listed


@pytest.mark.parametrize("words", OPTIONS, ids=" ".join)
def test_help_begins_with_a_sentence(run: Run, words: tuple[str, ...]) -> None:
    sentence = run(*words, "--help").out.split("\n\n")[1].strip()
    assert re.match(r"[A-Z0-9a-z].*[.:]", sentence, re.DOTALL)


def test_the_commands_are_those_of_the_contract(run: Run) -> None:
    listed = run("--help").out.partition("Commands:\n")[2]
    names = re.findall(r"^  (\w+)", listed, re.MULTILINE)
    assert {
        "backup", "check", "classify", "compare", "demo", "diagnose", "evaluate", "example", "export", "forecast",
        "import", "init", "protocol", "report", "score", "serve", "simulate", "surprise",
    } <= set(names)  # fmt: skip
    assert names == sorted(names)
    assert names == commands.list_commands(None)  # type: ignore[arg-type]


def test_the_exit_codes_are_told(run: Run) -> None:
    ran = run("-h")
    assert ran.code == 0, ran.err
    told = " ".join(ran.out.split())
    assert "0 done, 2 wrong use, 3 input refused, 4 nothing to evaluate, 70 our own fault." in told


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out == f"migrainedays, version {__version__}\n"


def test_help_needs_none_of_the_heavy_libraries() -> None:
    heavy = "{'django', 'numba', 'scipy', 'altair', 'polars', 'pyarrow', 'vl_convert'}"
    asked = ["compare", "forecast", "report", "surprise", "simulate", "evaluate", "import", "protocol"]
    code = (
        "import sys\nfrom migrainedays.cli.main import commands\n"
        f"[commands.get_command(None, name) for name in {asked}]\nprint(sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
