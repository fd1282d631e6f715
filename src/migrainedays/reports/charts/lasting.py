"""A share that falls with time, as steps with their interval; ticks where somebody left."""

import dataclasses
import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from migrainedays.reports.charts.legend import Key, legend
from migrainedays.reports.charts.palette import PALETTE
from migrainedays.reports.charts.picture import Picture, declare, render

WIDE, NARROW, HEIGHT = 520, 300, 220  # pixels
WEEK = 7


@dataclasses.dataclass(frozen=True, slots=True)
class Fall:
    """From this day on the share is `share`; so many were followed until then, had the event or left."""

    day: int
    share: float
    low: float
    high: float
    at_risk: int
    events: int
    left: int


@dataclasses.dataclass(frozen=True, slots=True)
class LastingWords:
    """The words of the picture, and the header of its table: day, followed, event, left, share, interval."""

    axis: str
    weeks: str
    share: str
    interval: str
    left: str
    summary: str
    header: tuple[str, ...]


@functools.lru_cache(maxsize=64)
def draw_lasting(falls: tuple[Fall, ...], words: LastingWords, *, narrow: bool = False) -> Picture:
    """The steps from the start, where everybody is, to the last day anybody was followed."""
    rows = tuple(_row(fall) for fall in falls)
    return Picture(
        render(_declared(words, NARROW if narrow else WIDE), _data(falls)), words.summary, words.header, rows
    )


def _row(fall: Fall) -> tuple[str, ...]:
    share, low, high = (f"{100 * value:.0f}" for value in (fall.share, fall.low, fall.high))
    return str(fall.day), str(fall.at_risk), str(fall.events), str(fall.left), f"{share} %", f"{low}–{high} %"


def _data(falls: Sequence[Fall]) -> dict[str, list[dict[str, Any]]]:
    """Each step from its day to the next; the last one ends where it begins."""
    starts = [Fall(0, 1.0, 1.0, 1.0, 0, 0, 0), *falls]
    ends = [*falls, starts[-1]]
    steps = [
        {"from": s.day / WEEK, "to": e.day / WEEK, "share": 100 * s.share, "low": 100 * s.low, "high": 100 * s.high}
        for s, e in zip(starts, ends, strict=True)
    ]
    falling = [
        {"week": e.day / WEEK, "above": 100 * s.share, "below": 100 * e.share}
        for s, e in zip(starts, falls, strict=False)
    ]
    left = [{"week": fall.day / WEEK, "share": 100 * fall.share} for fall in falls if fall.left]
    return {"steps": steps, "falling": falling, "left": left}


@functools.cache
def _declared(words: LastingWords, width: int) -> Mapping[str, Any]:
    import altair as alt

    layers = alt.layer(*_marks(words)).properties(width=width, height=HEIGHT)
    keys = [
        Key(words.share, "stroke", PALETTE["severe"], 200, filled=False),
        Key(words.interval, "square", PALETTE["bounds"], 170),
        Key(words.left, "M0,-1L0,1", PALETTE["ink"], 110, filled=False),
    ]
    return declare(alt.vconcat(layers, legend(keys, width + 20)))


def _marks(words: LastingWords) -> Iterator[Any]:
    import altair as alt

    def x(name: str) -> Any:
        return alt.X(f"{name}:Q", title=words.weeks, axis=alt.Axis(grid=False, tickMinStep=4))

    def y(name: str) -> Any:
        title: dict[str, Any] = {"title": words.axis, "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end"}
        axis = alt.Axis(values=[0, 25, 50, 75, 100], titleY=-16, **title)
        return alt.Y(f"{name}:Q", scale=alt.Scale(domain=[0, 100], nice=False), axis=axis)

    steps, falling = alt.Chart(alt.NamedData("steps")), alt.Chart(alt.NamedData("falling"))
    line: dict[str, Any] = {"color": PALETTE["severe"], "strokeWidth": 3, "opacity": 1}
    band = steps.encode(x=x("from"), x2="to:Q", y=y("low"), y2="high:Q")
    yield band.mark_rect(fill=PALETTE["bounds"], stroke=None, opacity=1)
    yield steps.encode(x=x("from"), x2="to:Q", y=y("share")).mark_rule(**line)
    yield falling.encode(x=x("week"), y=y("above"), y2="below:Q").mark_rule(**line)
    ticks = alt.Chart(alt.NamedData("left")).encode(x=x("week"), y=y("share"))
    yield ticks.mark_point(shape="M0,-1L0,1", size=120, stroke=PALETTE["ink"], strokeWidth=1.6, opacity=1)
