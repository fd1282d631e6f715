"""Estimates with their intervals side by side, and a published line where there is one."""

import dataclasses
import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from migrainedays.reports.charts.legend import Key, legend
from migrainedays.reports.charts.palette import PALETTE
from migrainedays.reports.charts.picture import Picture, declare, render

WIDE, NARROW, HEIGHT = 520, 300, 240  # pixels


@dataclasses.dataclass(frozen=True, slots=True)
class Bar:
    """One estimate with its interval; `reference` is published, `cells` stand in the table after the label."""

    label: str
    estimate: float
    low: float
    high: float
    reference: float | None = None
    cells: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the bars: the words, and the range that the axis shows; `zero` draws the line of no effect."""

    axis: str
    estimate: str
    interval: str
    summary: str
    header: tuple[str, ...]
    low: float
    high: float
    reference: str = ""
    zero: bool = False


@functools.lru_cache(maxsize=64)
def draw_intervals(bars: tuple[Bar, ...], frame: Frame, *, narrow: bool = False) -> Picture:
    """One bar after the other, in their order."""
    rows = tuple((bar.label, *bar.cells) for bar in bars)
    with_line = any(bar.reference is not None for bar in bars)
    declared = _declared(frame, NARROW if narrow else WIDE, with_line)
    return Picture(render(declared, _data(bars)), frame.summary, frame.header, rows)


def _data(bars: Sequence[Bar]) -> dict[str, list[dict[str, Any]]]:
    rows = [
        {"label": bar.label, "estimate": bar.estimate, "low": bar.low, "high": bar.high, "reference": bar.reference}
        for bar in bars
    ]
    return {"bars": rows, "zero": [{"at": 0.0}]}


@functools.cache
def _declared(frame: Frame, width: int, with_line: bool) -> Mapping[str, Any]:
    import altair as alt

    layers = alt.layer(*_marks(frame, with_line)).properties(width=width, height=HEIGHT)
    keys = [
        Key(frame.estimate, "circle", PALETTE["severe"], 80),
        Key(frame.interval, "M0,-1L0,1", PALETTE["severe"], 150, filled=False),
    ]
    if with_line:
        keys.append(Key(frame.reference, "diamond", PALETTE["session"], 80))
    return declare(alt.vconcat(layers, legend(keys, width + 20)))


def _marks(frame: Frame, with_line: bool) -> Iterator[Any]:
    import altair as alt

    bars = alt.Chart(alt.NamedData("bars"))
    x = alt.X("label:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelLimit=150))

    def y(name: str) -> Any:
        title: dict[str, Any] = {"title": frame.axis, "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end"}
        axis = alt.Axis(tickCount=6, titleY=-16, **title)
        return alt.Y(f"{name}:Q", scale=alt.Scale(domain=[frame.low, frame.high], nice=False), axis=axis)

    if frame.zero:
        line = alt.Chart(alt.NamedData("zero")).encode(y=y("at"))
        yield line.mark_rule(color=PALETTE["quiet"], strokeDash=[4, 3], opacity=1)
    if with_line:
        known = bars.transform_filter("datum.reference !== null").encode(x=x, y=y("reference"))
        paint: dict[str, Any] = {"fill": PALETTE["session"], "stroke": PALETTE["paper"]}
        yield known.mark_line(color=PALETTE["session"], strokeDash=[2, 4], strokeWidth=1.5, opacity=1)
        yield known.mark_point(shape="diamond", filled=True, size=190, opacity=1, **paint)
    colour = PALETTE["severe"]
    yield bars.encode(x=x, y=y("low"), y2="high:Q").mark_rule(color=colour, strokeWidth=3, opacity=1)
    yield bars.encode(x=x, y=y("estimate")).mark_point(filled=True, size=140, opacity=1, fill=colour)
