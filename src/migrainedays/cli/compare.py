"""`migrainedays compare`: evidence for one version of a protocol against another."""

import datetime as dt

import click

from migrainedays.cli.folder import DATE, ON, folder_command
from migrainedays.cli.output import print_json, print_table, say
from migrainedays.exchange import Folder
from migrainedays.exchange.courses import courses_of


@click.command
@click.option("--protocol", required=True, metavar="P", help="The protocol.")
@click.option("--versions", required=True, nargs=2, metavar="A B", help="The earlier and the later version.")
@click.option("--looks", type=click.IntRange(1), help="How many looks were declared; without it, no limit.")
@click.option("--look", type=click.IntRange(1), default=1, show_default=True, help="Which look this is.")
@click.option("--margin", type=float, help="The difference of interest, headache days per 28.")
@click.option("--on", type=DATE, help=ON)
@folder_command
def command(
    folder: Folder, protocol: str, versions: tuple[str, str], looks: int | None, look: int, margin: float | None,
    on: dt.datetime | None, as_json: bool,
) -> None:  # fmt: skip
    """One version against another, with drift, severity and missing days allowed for.

    Negative effects mean fewer headache days under B. The naive difference stands beside, and is named so.
    """
    from migrainedays.evidence.compare import compare
    from migrainedays.evidence.courses import version_windows
    from migrainedays.evidence.question import Question
    from migrainedays.evidence.to_json import comparison_to_json

    question = Question(protocol, versions, margin=margin, looks=looks)
    windows = version_windows(courses_of(folder), protocol, versions, on.date() if on else None)
    found = compare(windows, question, look)
    if as_json:
        print_json(comparison_to_json(found))
        return
    rows = [
        (name, f"{interval.estimate:+.2f}", f"{interval.low:+.2f}", f"{interval.high:+.2f}")
        for name, interval in (
            ("adjusted, headache days per 28", found.effect),
            ("naive, headache days per 28", found.naive),
            ("share that halve their days", found.response),
        )
    ]
    print_table(question.sentence, ("B minus A", "estimate", "low", "high"), rows)
    say(found.sentence)
    say(f"Decision at this look: {found.monitoring.decision}; e-value {found.monitoring.e_value:.2f}.")
    for sentence in found.assumptions:
        say(f"- {sentence}")
