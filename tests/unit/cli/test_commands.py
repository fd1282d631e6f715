"""The command line finds each command by its file, and loads nothing that the command does not need."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from migrainedays import cli
from migrainedays.cli.main import NOT_COMMANDS, commands

FILES = {path.stem for path in Path(cli.__file__).parent.glob("*.py")} - {"__init__"} - NOT_COMMANDS
CONTEXT = click.Context(commands)
HEAVY = ("django", "numba", "scipy", "altair", "typst")


def test_every_file_is_a_command_and_every_command_a_file():
    assert set(commands.list_commands(CONTEXT)) == {name.removesuffix("_") for name in FILES}


@pytest.mark.parametrize("name", sorted(name.removesuffix("_") for name in FILES))
def test_every_command_says_what_it_does(name):
    command = commands.get_command(CONTEXT, name)
    assert command is not None
    assert command.help
    assert len(command.get_short_help_str(limit=200).split()) >= 3


@pytest.mark.parametrize("name", ["nothing", "main", "output", "folder", "__main__", "../errors"])
def test_a_name_that_is_no_command_is_none(name):
    assert commands.get_command(CONTEXT, name) is None


@pytest.mark.parametrize("module", HEAVY)
def test_asking_for_help_loads_nothing_heavy(module):
    code = f"import sys, migrainedays.cli; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", ["check", "classify", "diagnose", "evaluate", "score", "protocol"])
def test_the_library_commands_run_without_the_clinic(name):
    code = f"import sys; from migrainedays.cli import {name}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
