"""Builds the documentation site: the written pages, and the reference generated from the code.

Run by `make docs`. Written pages are copied to build/docs, generated ones are added, and Zensical turns both into
build/site.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from migrainedays.cli.main import commands
from migrainedays.columns import Column, columns_of
from migrainedays.exchange.tables import TABLES
from migrainedays.literature import read_claims

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "build" / "docs"


def main() -> None:
    """Write all pages and build the site."""
    shutil.rmtree(PAGES, ignore_errors=True)
    shutil.copytree(ROOT / "docs", PAGES, ignore=shutil.ignore_patterns("*.py", "__pycache__", "zensical.toml"))
    (PAGES / "reference").mkdir(exist_ok=True)
    for name in ("GLOSSARY", "CHANGELOG"):
        shutil.copy(ROOT / f"{name}.md", PAGES / "reference" / f"{name.lower()}.md")
    for name, page in generated().items():
        (PAGES / "reference" / f"{name}.md").write_text(page, encoding="utf-8")
    shutil.copy(ROOT / "docs" / "zensical.toml", ROOT / "build" / "zensical.toml")
    zensical = Path(sys.executable).with_name("zensical")
    subprocess.run([zensical, "build", "--clean"], cwd=ROOT / "build", check=True)  # noqa: S603 - our own builder
    print(f"The site is in {(ROOT / 'build' / 'site').relative_to(ROOT)}")


def generated() -> dict[str, str]:
    """The reference pages that follow from the code, by name."""
    return {
        "commands": "\n".join(commands_page()),
        "tables": "\n".join(tables_page()),
        "claims": "\n".join(claims_page()),
    }


def commands_page() -> Iterator[str]:
    """Every command with its help."""
    yield "# Commands\n\nGenerated from the commands themselves; `migrainedays COMMAND --help` prints the same.\n"
    context = commands.make_context("migrainedays", [], resilient_parsing=True)  # with its own -h, for all that follow
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        if command is not None:
            yield from _command(command, context, name)


def _command(command: click.Command, parent: click.Context, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent)
    if isinstance(command, click.Group):
        for inner_name, inner in command.commands.items():
            yield from _command(inner, context, inner_name)
        return
    yield f"## {context.command_path.removeprefix('migrainedays ')}\n"
    yield f"```text\n{command.get_help(context)}\n```\n"


def tables_page() -> Iterator[str]:
    """Every table of the exchange folder with its columns."""
    yield "# Tables of the exchange folder\n"
    yield "Generated from the values of the library. Key columns are bold; a blank cell means *not asked*.\n"
    for name, value_class in TABLES.items():
        yield f"## {name}\n\n{(value_class.__doc__ or '').strip()}\n\n| column | holds |\n|---|---|"
        for column_name, column in columns_of(value_class).items():
            shown = f"**{column_name}**" if column.key else column_name
            yield f"| {shown} | {_holds(column)} |"
        yield ""


def _holds(column: Column) -> str:
    words = {
        "answer": "`yes` or `no`",
        "boolean": "`true` or `false`",
        "choice": "one of",
        "date": "a day, YYYY-MM-DD",
        "datetime": "a moment with its offset",
        "integer": "a whole number",
        "many": "any of",
        "number": "a number",
        "span": "a day, a month or a year",
        "text": "text",
        "units": "units of toxin, to 0.1",
        "zone": "an IANA time zone",
    }[column.kind]
    if column.choices:
        words += " " + ", ".join(f"`{choice}`" for choice in column.choices)
    if column.low is not None:
        words += f", {column.low} to {column.high}" if column.high is not None else f", {column.low} or more"
    return words


def claims_page() -> Iterator[str]:
    """Every published number that a rule rests on."""
    yield "# Published numbers\n"
    yield "What the rules rest on, where it was seen, and what was not seen: *unverified* is said on every screen.\n"
    yield "| claim | says | source | |\n|---|---|---|---|"
    for claim in read_claims().values():
        mark = "" if claim.verified else "unverified"
        source = f"{claim.source} {claim.doi}".strip()
        yield f"| `{claim.key}` | {claim.says} | {source} | {mark} |"


if __name__ == "__main__":
    main()
