"""The clinic from the command line: opened, filled, copied; each refusal a sentence and an exit code."""

import json
import os
import socket
import sqlite3
import subprocess
import sys

import pytest

from migrainedays.exchange import write_folder
from tests import people

INIT = ["init", "--clinic", "Harbour", "--zone", "Europe/Paris", "--language", "en", "--interval-days", "84",
        "--physician", "Dr Harbour", "--email", "dr@harbour.example"]  # fmt: skip


class Line:
    """A command line with a data folder of its own."""

    def __init__(self, home):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "DATABASE"))}
        self.environment = kept | {"MIGRAINEDAYS_HOME": str(home), "MIGRAINEDAYS_PASSWORD": "a quiet day without wind"}
        self.home = home

    def __call__(self, *arguments, **environment):
        command = [sys.executable, "-m", "migrainedays.cli", *map(str, arguments)]
        return subprocess.run(
            command,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.home.parent,
        )


@pytest.fixture
def line(tmp_path):
    return Line(tmp_path / "home")


@pytest.fixture
def folder(tmp_path):
    write_folder(tmp_path / "folder", people.anna())
    return tmp_path / "folder"


def test_a_clinic_is_opened_filled_and_copied(line, folder, tmp_path):
    opened = line(*INIT)
    assert (opened.returncode, opened.stdout) == (0, "")
    assert "Harbour is open" in opened.stderr

    again = line(*INIT)
    assert again.returncode == 2
    assert "holds a clinic already" in again.stderr

    taken = line("import", "folder", folder, "--json")
    assert taken.returncode == 0, taken.stderr
    added = json.loads(taken.stdout)["tables"]["days"]["added"]
    assert added > 100

    twice = line("import", "folder", folder, "--json")
    assert json.loads(twice.stdout)["tables"]["days"] == {"added": 0, "unchanged": added, "changed": 0}

    copied = line("backup", tmp_path / "copy.sqlite3")
    assert copied.returncode == 0, copied.stderr
    with sqlite3.connect(tmp_path / "copy.sqlite3") as copy:
        assert copy.execute("SELECT count(*) FROM records_days").fetchone() == (added,)

    refused = line("backup", tmp_path / "copy.sqlite3")
    assert refused.returncode == 2
    assert "exists already" in refused.stderr
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.sqlite3"]


@pytest.mark.parametrize("arguments", [["import", "folder", "FOLDER"], ["backup", "copy.sqlite3"]])
def test_without_a_clinic_there_is_one_sentence(line, folder, arguments):
    done = line(*[folder if argument == "FOLDER" else argument for argument in arguments])
    assert done.returncode == 2
    assert done.stderr.endswith("migrainedays: There is no clinic yet. Open one with `migrainedays init`.\n")


def test_a_refused_row_stops_the_import_before_the_clinic_is_touched(line, folder):
    with (folder / "days.csv").open("a", encoding="utf-8") as days:
        days.write((folder / "days.csv").read_text(encoding="utf-8").splitlines()[1] + "\n")
    done = line("import", "folder", folder)
    assert done.returncode == 3
    assert "the same key stands on line 2" in done.stderr
    assert not (line.home / "clinic.sqlite3").exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (["--zone", "Mars"], "IANA time zone"),
        (["--email", "nobody"], "not an e-mail address"),
        (["--clinic", " "], "a clinic has a name"),
    ],
)
def test_init_says_what_it_cannot_take(line, changed, sentence):
    done = line(*INIT, *changed)
    assert done.returncode in (2, 3)
    assert sentence in done.stderr


def test_init_refuses_a_weak_password(line):
    done = line(*INIT, MIGRAINEDAYS_PASSWORD="short")
    assert done.returncode == 3
    assert "too short" in done.stderr


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_busy_port_is_one_sentence(line, command):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = line(command, "--port", port)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"migrainedays: Port {port} is taken by another program. Choose one with --port {port + 1}.\n"


def test_a_database_that_does_not_answer_is_one_sentence(line, tmp_path):
    done = line("backup", "copy", DATABASE_URL=f"postgresql://nobody@/none?host={tmp_path}")
    assert done.returncode == 2
    assert "The database does not answer" in done.stderr


def test_help_is_told_without_the_clinic(line):
    code = "import sys; from migrainedays.cli import main; sys.argv = ['migrainedays', 'serve', '--help']\n"
    code += "try: main()\nexcept SystemExit: pass\nassert 'django' not in sys.modules"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=line.home.parent
    )
    assert done.returncode == 0, done.stderr
