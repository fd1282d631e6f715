"""`migrainedays demo`: the demo clinic in a browser."""

import os

import click

from migrainedays.cli.output import say


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where to listen.")
@click.option("--fresh", is_flag=True, help="Forget what was tried out, and begin with the patients of today.")
def command(port: int, fresh: bool) -> None:
    """The demo clinic in a browser: invented patients, an account for each role, a database of its own."""
    from migrainedays.clinic import environment, serving, starting

    serving.refuse_busy("127.0.0.1", port)
    os.environ["MIGRAINEDAYS_URL"] = f"http://127.0.0.1:{port}"
    if fresh:
        environment.forget_demo()
    starting.start(demo=True)
    from migrainedays.clinic import demonstration

    if demonstration.fill():
        say("The demo clinic was filled with invented patients as they stand today.")
    say(f"\nMigraine Days, demo clinic: http://127.0.0.1:{port} (Ctrl-C ends it)\n")
    for role, name in demonstration.NAMES.items():
        say(f"  {role.value.replace('_', ' '):<12}{demonstration.address_of(role):<28}{name}")
    say(f"  password    {demonstration.PASSWORD}\n")
    serving.serve("127.0.0.1", port)
