"""What a study hands back: bars with their figures, printed and kept the same way by all.

`python -m studies.NAME` runs the long form and keeps its print under `studies/results/NAME.txt`;
`python -m studies.NAME --short` runs the short form and keeps nothing.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Bar:
    """One figure against what must hold; `met` is None where the form run was too short to judge.

    `place` names the table of what must hold and the row there: *refinement* is of evidence on a refined protocol,
    *cycle* of forecasts and fair studies, *protocol* of alerts, *commands* of all this through the commands.
    """

    place: str
    what: str
    figure: str
    met: bool | None

    def __str__(self) -> str:
        word = {True: "met", False: "NOT MET", None: "shown"}[self.met]
        return f"{self.place} | {self.what} | {self.figure} | {word}"


Study = Callable[[bool], list[Bar]]
"""Takes whether to run the short form."""


def report(name: str, study: Study) -> None:
    """Run as a command: print the bars, and keep the print of a long form."""
    short = "--short" in sys.argv[1:]
    started, cpu = time.perf_counter(), time.process_time()
    lines = [str(bar) for bar in study(short)]
    form = "short" if short else "long"
    spent = f"{time.perf_counter() - started:.0f} s, {time.process_time() - cpu:.0f} CPU s"
    text = "\n".join([f"{name}, {form} form ({spent})", "bar | what | figure | verdict", *lines]) + "\n"
    print(text)
    if not short:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{name}.txt").write_text(text)
