"""A course by study days, the first session being day 0: a picture that holds no date."""

import functools
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from migrainedays.classification import Count
from migrainedays.reports.charts.axes import up_days
from migrainedays.reports.charts.palette import PALETTE
from migrainedays.reports.charts.picture import declare, render

WIDTH, HEIGHT = 620, 200  # pixels


class StudyWindow(Protocol):
    """Days of a window from day `first` to day `last`."""

    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...
    @property
    def headache(self) -> Count: ...


class Says(Protocol):
    """Gives the words of the picture."""

    def __call__(self, key: str, **values: object) -> str: ...


def draw_study_days(windows: Sequence[StudyWindow], sessions: Sequence[tuple[int, str]], say: Says) -> str | None:
    """The windows with their bounds and the sessions as lines, as SVG; None without a whole window."""
    if not windows:
        return None
    rows = [
        {
            "from": window.first,
            "to": window.last + 1,
            "low": window.headache.low,
            "high": window.headache.high,
            "rate": None if window.headache.rate28 is None else float(window.headache.rate28),
        }
        for window in windows
    ]
    marks = [{"day": day, "text": text} for day, text in sessions]
    return render(_declared(say("care_day"), say("care_axis")), {"windows": rows, "sessions": marks})


@functools.cache
def _declared(days: str, axis: str) -> Mapping[str, Any]:
    import altair as alt

    y = up_days("low", axis)
    x = alt.X("from:Q", axis=alt.Axis(title=days, grid=False))
    windows = alt.Chart(alt.NamedData("windows"))
    bounds = windows.mark_rect(fill=PALETTE["bounds"], stroke=PALETTE["bounds"]).encode(
        x=x, x2="to:Q", y=y, y2="high:Q"
    )
    rate = windows.transform_filter("datum.rate !== null").mark_rule(color=PALETTE["severe"], strokeWidth=4)
    lines = alt.Chart(alt.NamedData("sessions")).encode(x=alt.X("day:Q"))
    heads = lines.mark_text(color=PALETTE["session"], fontWeight="bold", dy=-8).encode(y=alt.value(0), text="text:N")
    layers = alt.layer(
        bounds, rate.encode(x="from:Q", x2="to:Q", y="rate:Q"), lines.mark_rule(color=PALETTE["session"]), heads
    )
    return declare(layers.properties(width=WIDTH, height=HEIGHT))
