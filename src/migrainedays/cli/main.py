"""Finds the file of a command by its name, and turns errors into sentences and exit codes."""

import importlib
import pkgutil
import sys
import traceback

import click

import migrainedays
from migrainedays import cli
from migrainedays.errors import Exit, MigraineDaysError

NOT_COMMANDS = {"__main__", "main", "output", "folder"}


class Commands(click.Group):
    """Every module of this package that holds a `command` is a command of that name."""

    def list_commands(self, context: click.Context) -> list[str]:
        names = (module.name for module in pkgutil.iter_modules(cli.__path__) if module.name not in NOT_COMMANDS)
        return sorted(name.removesuffix("_") for name in names)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(context):
            return None
        for module in (name, f"{name}_"):  # `import_` holds the command that Python cannot name
            try:
                found = importlib.import_module(f"migrainedays.cli.{module}")
            except ModuleNotFoundError as problem:
                if problem.name != f"migrainedays.cli.{module}":
                    raise
                continue
            command: click.Command = found.command
            return command
        return None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(migrainedays.__version__, prog_name="migrainedays")
def commands() -> None:
    """Protocol, session, diary, course, evidence, next protocol.

    Results go to standard output, messages to standard error. Exit codes: 0 done, 2 wrong use, 3 input refused,
    4 nothing to evaluate, 70 our own fault.
    """


def main() -> None:
    """Run the command line."""
    try:
        commands(prog_name="migrainedays", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.ClickException as problem:
        problem.show()
        sys.exit(Exit.WRONG_USE)
    except click.Abort:
        sys.exit(130)
    except MigraineDaysError as problem:
        click.echo(f"migrainedays: {problem}", err=True)
        sys.exit(problem.exit_code)
    except BrokenPipeError:
        sys.exit(Exit.DONE)
    except Exception:
        traceback.print_exc()
        click.echo(
            "migrainedays: this is our own fault; please report the lines above (they name no patient).",
            err=True,
        )
        sys.exit(Exit.OUR_FAULT)
