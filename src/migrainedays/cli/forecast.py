"""`migrainedays forecast`: what to expect at the coming sessions."""

import datetime as dt

import click

from migrainedays.cli.folder import DATE, ON, folder_command
from migrainedays.cli.output import print_json, print_table, say, working
from migrainedays.exchange import Folder
from migrainedays.exchange.courses import courses_of


@click.command
@click.option("--patient", required=True, metavar="ID", help="The patient.")
@click.option("--on", type=DATE, help=ON)
@folder_command
def command(folder: Folder, patient: str, on: dt.datetime | None, as_json: bool) -> None:
    """What to expect of a patient's coming windows and sessions, and when to judge."""
    with working("Learning from the courses of the clinic"):
        from migrainedays.evidence.expectation import expect
        from migrainedays.evidence.forecast import forecast_patient
        from migrainedays.evidence.to_json import forecast_to_json

        found = forecast_patient(courses_of(folder), patient, on.date() if on else None)
    if as_json:
        print_json(forecast_to_json(found))
        return
    windows = [
        (w.span.first, w.span.last, w.session, f"{w.p10:.1f}", f"{w.p50:.1f}", f"{w.p90:.1f}") for w in found.windows
    ]
    title = f"{found.patient}: headache days to expect after {found.on}; one window in ten lies below, one above"
    print_table(title, ("from", "to", "session", "one in ten below", "middle", "one in ten above"), windows)
    responses = [
        (session, "cannot be judged" if chance is None else f"{100 * chance:.0f} %", f"{100 * published:.0f} %")
        for (session, chance), published in zip(found.first_response.items(), found.published.values(), strict=True)
    ]
    header = ("session", "this patient", "PREEMPT, 155 to 195 U every 12 weeks")
    print_table("Chance that headache days fall by half for the first time after", header, responses)
    judging = [(judging.on, judging.rule, judging.session, judging.sentence) for judging in found.judging]
    print_table("When to judge", ("on", "rule", "session", "it says"), judging)
    for sentence in (*expect(found), *(f"- {assumption}" for assumption in found.assumptions)):
        say(sentence)
