"""`migrainedays serve`: the clinic in a browser."""

import click

from migrainedays.cli.output import say


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where to listen.")
@click.option("--address", default="127.0.0.1", show_default=True, help="On which address; behind a proxy, leave it.")
def command(port: int, address: str) -> None:
    """Your clinic in a browser, with its job worker, until Ctrl-C."""
    from migrainedays.clinic import serving, starting

    serving.refuse_busy(address, port)
    starting.start()
    for note in starting.notes():
        say(f"Note: {note}")
    starting.refuse_demo()
    say(f"Migraine Days is at http://{address}:{port} (Ctrl-C ends it).")
    serving.serve(address, port)
