"""`migrainedays compare`: evidence for one version of a protocol against another."""

import datetime as dt
from typing import TYPE_CHECKING

import click

from migrainedays.cli.folder import DATE, ON, folder_command
from migrainedays.cli.output import print_json, print_table, say, working
from migrainedays.errors import WrongUse
from migrainedays.exchange import Folder
from migrainedays.exchange.courses import courses_of

if TYPE_CHECKING:  # heavy: imported where they are needed
    from migrainedays.evidence.arms import Arms
    from migrainedays.evidence.question import Question

BY = ("version", "dose", "muscle")
OUTCOMES = ("headache_days", "adverse_events")


@click.command
@click.option("--protocol", required=True, metavar="P", help="The protocol.")
@click.option("--versions", required=True, nargs=2, metavar="A B", help="The earlier and the later version.")
@click.option(
    "--by", type=click.Choice(BY), default=BY[0], show_default=True,
    help="What A and B are: versions; doses in units (155, or 150-165); `without` and a muscle.",
)  # fmt: skip
@click.option(
    "--outcome", type=click.Choice(OUTCOMES), default=OUTCOMES[0], show_default=True, help="What is compared."
)
@click.option("--looks", type=click.IntRange(1), help="How many looks were declared; without it, no limit.")
@click.option("--look", type=click.IntRange(1), default=1, show_default=True, help="Which look this is.")
@click.option("--margin", type=float, help="The difference of interest, headache days per 28.")
@click.option("--on", type=DATE, help=ON)
@folder_command
def command(
    folder: Folder, protocol: str, versions: tuple[str, str], by: str, outcome: str, looks: int | None, look: int,
    margin: float | None, on: dt.datetime | None, as_json: bool,
) -> None:  # fmt: skip
    """One version against another, with drift, severity and missing days allowed for.

    Negative effects mean fewer headache days under B. The naive difference stands beside, and is named so. Doses and
    muscles are compared in the same way, and adverse events by the sessions after which they were asked about.
    """
    from migrainedays.evidence.arms import ARMS
    from migrainedays.evidence.question import Question

    if looks is not None and look > looks:
        raise WrongUse(f"{looks} looks were declared and this is look {look}: that question has had its answer.")
    arms = ARMS[by](protocol, versions)
    question = Question(protocol, arms.names, margin=margin, looks=looks)
    until = on.date() if on else None
    if outcome == "adverse_events":
        _adverse_events(folder, arms, until, as_json)
    else:
        _headache_days(folder, arms, question, look, until, as_json)


def _headache_days(
    folder: Folder, arms: "Arms", question: "Question", look: int, on: dt.date | None, as_json: bool
) -> None:
    with working("Comparing"):
        from migrainedays.evidence.compare import compare
        from migrainedays.evidence.courses import arm_windows
        from migrainedays.evidence.to_json import comparison_to_json

        found = compare(arm_windows(courses_of(folder), arms, on), question, look)
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
    low, high = found.step_drift_bound
    rows.insert(1, ("the same, if a step of the clinic hides at the switch", "", f"{low:+.2f}", f"{high:+.2f}"))
    print_table(question.sentence, ("B minus A", "estimate", "low", "high"), rows)
    say(f"{found.patients['A']} patients under {arms.names[0]} (A), {found.patients['B']} under {arms.names[1]} (B).")
    say(found.sentence)
    say(f"Decision at this look: {found.monitoring.decision}; e-value {found.monitoring.e_value:.2f}.")
    say(found.missing_sentence)
    for sentence in found.assumptions:
        say(f"- {sentence}")


def _adverse_events(folder: Folder, arms: "Arms", on: dt.date | None, as_json: bool) -> None:
    from migrainedays.evidence.side_effects import compare_adverse_events
    from migrainedays.evidence.to_json import side_effects_to_json

    found = compare_adverse_events(courses_of(folder), arms, on)
    if as_json:
        print_json(side_effects_to_json(arms.protocol, found))
        return
    rows = [
        (
            one.event,
            *(f"{with_it} of {sessions}" for with_it, sessions in one.counts),
            f"{100 * one.difference.estimate:+.1f}",
            f"{100 * one.difference.low:+.1f} to {100 * one.difference.high:+.1f}",
        )
        for one in found.events
    ]
    a, b = arms.names
    header = ("after a session", f"A: {a}", f"B: {b}", "B minus A, points", "95 % interval")
    print_table(f"Adverse events under {arms.protocol}, sessions asked about", header, rows)
    for sentence in found.assumptions:
        say(f"- {sentence}")
