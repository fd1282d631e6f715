"""Rates with their intervals below each other, and beside them what was published."""

import dataclasses
import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from migrainedays.reports.charts.legend import Key, legend
from migrainedays.reports.charts.palette import PALETTE
from migrainedays.reports.charts.picture import Picture, declare, render

WIDE, NARROW, ROW = 660, 330, 40  # pixels
_STEPS = (0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)  # where the axis may end


@dataclasses.dataclass(frozen=True, slots=True)
class Whisker:
    """One event in one group: `share` of `of`, between `low` and `high`; None where nothing is known."""

    event: str
    group: str
    share: float | None
    low: float
    high: float
    count: int
    of: int

    @property
    def label(self) -> str:
        return f"{self.event} · {self.group}: " + (f"{self.count} of {self.of}" if self.of else "not known")


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A published share of an event, of patients and not of sessions, by the name of its study."""

    event: str
    share: float
    study: str


@functools.lru_cache(maxsize=64)
def draw_rates(whiskers: tuple[Whisker, ...], lines: tuple[Line, ...] = (), *, narrow: bool = False) -> Picture:
    """Each rate as a point with its interval; one of which nothing is known has its label and no mark."""
    known = [w for w in whiskers if w.share is not None]
    told = [f"{len(known)} rates with 95 % intervals"]
    told += [f"{len(whiskers) - len(known)} of which nothing is known"] if len(known) < len(whiskers) else []
    told += [f"{len(lines)} published shares"] if lines else []
    summary = "; ".join(told) + "."
    header = ("Event", "Version", "Sessions with it", "Sessions known", "Share", "95 % interval", "Published")
    rows = tuple(_row(whisker, lines) for whisker in whiskers)
    end = _end([w.high for w in known] + [line.share for line in lines])
    declared = _declared(NARROW if narrow else WIDE, len(whiskers), end, bool(lines))
    return Picture(render(declared, _data(whiskers, lines)), summary, header, rows)


def percent(share: float | None) -> str:
    """A share for reading; small ones with one decimal."""
    if share is None:
        return "–"
    return f"{100 * share:.1f} %" if 0 < share < 0.1 else f"{100 * share:.0f} %"


def _row(whisker: Whisker, lines: Sequence[Line]) -> tuple[str, ...]:
    interval = f"{percent(whisker.low)} to {percent(whisker.high)}" if whisker.share is not None else "–"
    published = "; ".join(f"{percent(one.share)} {one.study}" for one in lines if one.event == whisker.event)
    counts = (str(whisker.count), str(whisker.of), percent(whisker.share))
    return whisker.event, whisker.group, *counts, interval, published or "–"


def _end(shares: Sequence[float]) -> float:
    return next((step for step in _STEPS if step >= max(shares, default=0)), 1.0)


def _data(whiskers: Sequence[Whisker], lines: Sequence[Line]) -> dict[str, list[dict[str, Any]]]:
    return {
        "labels": [{"place": place, "text": w.label} for place, w in enumerate(whiskers)],
        "rates": [
            {"place": place, "share": w.share, "low": w.low, "high": w.high}
            for place, w in enumerate(whiskers)
            if w.share is not None
        ],
        "lines": [
            {"place": place, "share": one.share}
            for place, w in enumerate(whiskers)
            for one in lines
            if one.event == w.event
        ],
    }


@functools.cache
def _declared(width: int, rows: int, end: float, with_lines: bool) -> Mapping[str, Any]:
    import altair as alt

    layers = alt.layer(*_marks(rows, end)).properties(width=width, height=rows * ROW + 10)
    keys = [
        Key("Share of sessions", "circle", PALETTE["severe"], 90),
        Key("95 % interval", "stroke", PALETTE["severe"], 200, filled=False),
        Key("Published, share of patients", "M0,-1L0,1", PALETTE["session"], 150, filled=False),
    ]
    return declare(alt.vconcat(layers, legend(keys if with_lines else keys[:2], width + 20)))


def _marks(rows: int, end: float) -> Iterator[Any]:
    import altair as alt

    scale, down = alt.Scale(domain=[0, end], nice=False), alt.Scale(domain=[-0.6, rows - 0.1], reverse=True)
    axis = alt.Axis(format=".0%", tickCount=4, orient="bottom")

    def x(name: str) -> Any:
        return alt.X(f"{name}:Q", title=None, scale=scale, axis=axis)

    def y(name: str) -> Any:
        return alt.Y(f"{name}:Q", title=None, scale=down, axis=None)

    published = alt.Chart(alt.NamedData("lines")).encode(x=x("share"), y=y("place"))
    yield published.mark_point(
        shape="M0,-1L0,1", size=300, filled=False, stroke=PALETTE["session"], strokeWidth=2, opacity=1, yOffset=8
    )
    rates = alt.Chart(alt.NamedData("rates"))
    yield rates.encode(x=x("low"), x2="high:Q", y=y("place")).mark_rule(
        color=PALETTE["severe"], strokeWidth=2, opacity=1, yOffset=8
    )
    yield rates.encode(x=x("share"), y=y("place")).mark_point(
        shape="circle", filled=True, size=90, fill=PALETTE["severe"], opacity=1, yOffset=8
    )
    words = alt.Chart(alt.NamedData("labels")).encode(x=alt.value(0), y=y("place"), text="text:N")
    yield words.mark_text(align="left", baseline="bottom", color=PALETTE["ink"], dy=-1)
