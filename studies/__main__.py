"""`python -m studies`: the short form of every study of the evidence, and the table of bars with the figures.

A bar marked "shown" is not judged in the short form; `python -m studies.NAME` runs the long one, whose print is
kept under studies/results/.
"""

import sys
import time

from studies import (
    against_glmmtmb,
    against_nutpie,
    allocated_study,
    anchors,
    best_of_many,
    calibration,
    cycle_forecast,
    first_response,
    hidden_states,
    large_scale,
    real_diary_fan,
    sequential_looks,
    through_commands,
    worst_month,
)
from studies.bars import Bar, Study

STUDIES: tuple[Study, ...] = (
    anchors.study,
    against_glmmtmb.study,
    large_scale.study,
    worst_month.study,
    sequential_looks.study,
    best_of_many.study,
    first_response.study,
    calibration.study,
    hidden_states.study,
    cycle_forecast.study,
    real_diary_fan.study,
    against_nutpie.study,
    allocated_study.study,
    through_commands.study,
)


def main() -> int:
    """Print all bars; 1 where one that could be judged is not met."""
    bars: list[Bar] = []
    print("bar | what | figure | verdict")
    for study in STUDIES:
        started = time.perf_counter()
        found = study(True)
        print("\n".join(str(bar) for bar in found), flush=True)
        print(f"({study.__module__}: {time.perf_counter() - started:.0f} s)", file=sys.stderr)
        bars += found
    return int(any(bar.met is False for bar in bars))


if __name__ == "__main__":
    sys.exit(main())
