"""`migrainedays init`: open a clinic of one's own."""

import os
from zoneinfo import available_timezones

import click

from migrainedays.cli.output import say
from migrainedays.errors import WrongUse


def _zone(context: click.Context, option: click.Parameter, text: str) -> str:
    if text not in available_timezones():
        raise click.BadParameter("is not an IANA time zone such as Europe/Paris or America/New_York.")
    return text


@click.command()
@click.option("--clinic", prompt="Name of the clinic", help="Name of the clinic.")
@click.option("--zone", prompt="Its time zone (such as Europe/Paris)", callback=_zone, help="IANA time zone.")
@click.option(
    "--language", type=click.Choice(["en", "fr", "es"]), default="en", prompt="Its language", help="Of the screens."
)
@click.option(
    "--interval-days", type=click.IntRange(1, 1000), default=84, show_default=True,
    prompt="Usual days between two sessions", help="Usual days between two sessions.",
)  # fmt: skip
@click.option("--physician", prompt="Name of the first physician", help="Name of the first physician.")
@click.option("--email", prompt="Their e-mail address, to sign in with", help="Address to sign in with.")
def command(clinic: str, zone: str, language: str, interval_days: int, physician: str, email: str) -> None:
    """Open a clinic: it asks what it must know, or takes all from options.

    The physician's password is asked, or read from MIGRAINEDAYS_PASSWORD, never from the command line.
    """
    from migrainedays.clinic import starting

    password = os.environ.get("MIGRAINEDAYS_PASSWORD") or _ask_password()
    starting.start()
    from migrainedays.clinic import opening

    opening.open_clinic(
        clinic=clinic, zone=zone, language=language, interval_days=interval_days,
        physician=physician, email=email, password=password,
    )  # fmt: skip
    for note in starting.notes():
        say(f"Note: {note}")
    say(f"{clinic} is open. Start it with `migrainedays serve`, sign in as {email}, and invite your staff from there.")


def _ask_password() -> str:
    try:
        return str(click.prompt("Their password (12 characters or more)", hide_input=True, confirmation_prompt=True))
    except click.Abort:
        raise WrongUse("No password was given. Type one, or set MIGRAINEDAYS_PASSWORD.") from None
