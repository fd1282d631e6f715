"""`migrainedays protocol`: the library, one version, and the difference of two."""

from pathlib import Path

import click

from migrainedays.cli.output import print_json, print_table, say

folder_option = click.option(
    "--library", "folder", type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder of NAME/VERSION.toml of your own, beside what is shipped.",
)  # fmt: skip
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.group()
def command() -> None:
    """The protocol library."""


@command.command("list")
@folder_option
@json_option
def list_(folder: Path | None, as_json: bool) -> None:
    """All protocols with their versions."""
    from migrainedays.protocol import document_of_library, read_library

    document = document_of_library(read_library(*_folders(folder)))
    if as_json:
        return print_json(document)
    rows = [
        [p["name"], ", ".join(p["versions"]), p["title"], "yes" if p["published"] else "no: clinic-defined"]
        for p in document["protocols"]
    ]
    return print_table("Protocols", ["name", "versions", "title", "published"], rows)


@command.command()
@click.argument("name")
@click.option("--version", help="Which version; the newest where none is named.")
@click.option("--map", "picture", type=click.Path(path_type=Path, dir_okay=False), help="Draw it into this SVG file.")
@click.option("--toml", "as_file", is_flag=True, help="Print the version as its file, for another clinic to import.")
@folder_option
@json_option
def show(
    name: str, version: str | None, picture: Path | None, as_file: bool, folder: Path | None, as_json: bool
) -> None:
    """One version: its sites, totals, sources and standing."""
    from migrainedays.protocol import document_of_version, draw_version, read_library, write_version
    from migrainedays.treatment.products import plain

    found = read_library(*_folders(folder)).version(name, version)
    if picture:
        picture.write_text(draw_version(found), encoding="utf-8")
        say(f"Drew version {found.version} of {found.name} into {picture}.")
    if as_file:
        return click.echo(write_version(found), nl=False)
    if as_json:
        return print_json(document_of_version(found))
    for sentence in found.standing():
        say(sentence)
    rows = [
        [s.muscle, s.side, s.site, plain(s.units), s.view, s.x, s.y, "optional" if s.optional else ""]
        for s in found.sites
    ]
    units = f"{plain(found.total_units)} U planned, {plain(found.max_units)} U at most"
    title = f"{found.title}, version {found.version}: {units}"
    return print_table(title, ["muscle", "side", "site", "units", "view", "x", "y", ""], rows)


@command.command()
@click.argument("name")
@click.argument("before")
@click.argument("after")
@click.option("--map", "picture", type=click.Path(path_type=Path, dir_okay=False), help="Draw it into this SVG file.")
@folder_option
@json_option
def diff(name: str, before: str, after: str, picture: Path | None, folder: Path | None, as_json: bool) -> None:
    """What changed from version BEFORE to version AFTER."""
    from migrainedays.protocol import difference, document_of_difference, draw_difference, read_library

    library = read_library(*_folders(folder))
    found = difference(library.version(name, before), library.version(name, after))
    if picture:
        picture.write_text(draw_difference(found), encoding="utf-8")
        say(f"Drew the difference into {picture}.")
    if as_json:
        return print_json(document_of_difference(found))
    rows = [[c.kind, c.sentence] for c in found.changes] + [["other", words] for words in found.other]
    return print_table(found.in_words(), ["what", "how"], rows)


@command.command()
@json_option
def schema(as_json: bool) -> None:
    """What a protocol file may hold, field by field."""
    from migrainedays.protocol import document_of_schema

    document = document_of_schema()
    if as_json:
        return print_json(document)
    rows = [
        [part, field["field"], "must" if field["needed"] else "may", field["means"]]
        for part, fields in document.items()
        for field in fields
    ]
    return print_table("A protocol file", ["part", "field", "", "means"], rows)


def _folders(own: Path | None) -> list[Path]:
    from importlib import resources

    shipped = resources.files("migrainedays.protocol") / "library"
    return [Path(str(shipped)), *([own] if own else [])]
