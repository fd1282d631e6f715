"""The course: headache days in each window of 28 days, between what is certain and what is possible."""

import dataclasses
import datetime as dt
import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from migrainedays.reports.charts.legend import Key, legend
from migrainedays.reports.charts.palette import PALETTE
from migrainedays.reports.charts.picture import Picture, render
from migrainedays.reports.charts.words import ENGLISH, Words
from migrainedays.windows import DAY, WINDOW_DAYS

WIDE, NARROW, HEIGHT = 660, 330, 230  # pixels
BELOW = -2.6  # where the strip of missing days lies, in days


@dataclasses.dataclass(frozen=True, slots=True)
class Window:
    """Headache days of one window: `low` and `high` bound them, `rate` is None where too little was entered."""

    first: dt.date
    last: dt.date
    observed: int
    low: int
    high: int
    rate: Fraction | None
    missing: int
    moderate_severe: Fraction | None = None
    acute: Fraction | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """A session on its day; `text` is what stands at its head, such as its number."""

    on: dt.date
    text: str


@functools.lru_cache(maxsize=256)
def draw_course(
    windows: tuple[Window, ...],
    sessions: tuple[Mark, ...] = (),
    missing: tuple[dt.date, ...] = (),
    words: Words = ENGLISH,
    *,
    narrow: bool = False,
) -> Picture:
    """The windows with their bounds, the sessions as lines, missing days as a strip below."""
    summary = words.windows.format(course=words.course, count=len(windows), sessions=len(sessions))
    header = (words.from_, words.to, words.headache_days, words.bounds, words.per_28, words.missing)
    rows = tuple(_row(window, words) for window in windows)
    chart = _chart(windows, sessions, missing, words, NARROW if narrow else WIDE)
    return Picture(render(chart), summary, header, rows)


def rounded(number: Fraction | None, instead: str = "–") -> str:
    """A rate to one decimal, for reading."""
    return instead if number is None else f"{float(number):.1f}"


def _row(window: Window, words: Words) -> tuple[str, ...]:
    bounds = f"{window.low}–{window.high}" if window.high > window.low else str(window.low)
    rate = rounded(window.rate, words.not_evaluable)
    return str(window.first), str(window.last), str(window.observed), bounds, rate, str(window.missing)


def _chart(
    windows: Sequence[Window], sessions: Sequence[Mark], missing: Sequence[dt.date], words: Words, width: int
) -> Any:
    import altair as alt

    layers = [*_window_layers(windows, words), *_missing_layer(missing), *_session_layers(sessions)]
    plot = alt.layer(*layers).properties(width=width, height=HEIGHT)
    keys = [
        Key(words.headache_days, "stroke", PALETTE["severe"], 200, filled=False),
        Key(words.bounds, "square", PALETTE["bounds"], 170),
    ]
    if any(window.moderate_severe is not None for window in windows):
        keys.append(Key(words.moderate_severe, "triangle-up", PALETTE["moderate"], 80))
    if any(window.acute is not None for window in windows):
        keys.append(Key(words.acute_drug_days, "circle", PALETTE["drug"], 46))
    keys.append(Key(words.session, "M0,-1L0,1", PALETTE["session"], 150, filled=False))
    keys.append(Key(words.missing, "M-1,-.35L1,-.35L1,.35L-1,.35Z", PALETTE["missing"], 120))
    return alt.vconcat(plot, legend(keys, width + 20))


def _x(name: str) -> Any:
    import altair as alt

    axis = alt.Axis(grid=False, tickCount=6, labelFlush=True, format="%m/%Y", labelOverlap=True)
    return alt.X(f"{name}:T", title=None, scale=alt.Scale(type="utc"), axis=axis)


def _y(name: str, words: Words) -> Any:
    import altair as alt

    axis = alt.Axis(
        values=[0, 7, 14, 21, 28], title=words.axis, titleAngle=0, titleAlign="left", titleAnchor="end", titleY=-16
    )
    return alt.Y(f"{name}:Q", scale=alt.Scale(domain=[-3.4, WINDOW_DAYS], nice=False), axis=axis)


def _moment(day: dt.date) -> int:
    """Milliseconds since 1970, the start of the day; a picture knows no zones."""
    return (day - dt.date(1970, 1, 1)).days * 86_400_000


def _window_layers(windows: Sequence[Window], words: Words) -> Iterator[Any]:
    import altair as alt

    values = [
        {
            "from": _moment(window.first),
            "to": _moment(window.last + DAY),
            "middle": _moment(window.first + DAY * 14),
            "low": window.low,
            "high": window.high,
            "rate": _float(window.rate),
            "severe": _float(window.moderate_severe),
            "acute": _float(window.acute),
        }
        for window in windows
    ]
    base = alt.Chart(alt.Data(values=values))
    bounds = base.encode(x=_x("from"), x2="to:T", y=_y("low", words), y2="high:Q")
    yield bounds.mark_rect(fill=PALETTE["bounds"], stroke=PALETTE["bounds"], strokeWidth=1)
    rate = base.transform_filter("datum.rate !== null").encode(x=_x("from"), x2="to:T", y=_y("rate", words))
    yield rate.mark_rule(color=PALETTE["severe"], strokeWidth=4, opacity=1)
    for name, shape, colour, size in (
        ("severe", "triangle-up", "moderate", 95),
        ("acute", "circle", "drug", 60),
    ):
        points = base.transform_filter(f"datum.{name} !== null").encode(x=_x("middle"), y=_y(name, words))
        yield points.mark_point(
            shape=shape, filled=True, size=size, opacity=1, fill=PALETTE[colour], stroke=PALETTE["paper"]
        )


def _float(rate: Fraction | None) -> float | None:
    return None if rate is None else float(rate)


def _missing_layer(missing: Sequence[dt.date]) -> Iterator[Any]:
    import altair as alt

    values = [{"from": _moment(first), "to": _moment(last + DAY)} for first, last in _runs(missing)]
    if values:
        strip = alt.Chart(alt.Data(values=values)).encode(
            x=_x("from"), x2="to:T", y=alt.datum(BELOW), y2=alt.datum(BELOW + 1.5)
        )
        yield strip.mark_rect(fill=PALETTE["missing"])


def _runs(days: Iterable[dt.date]) -> Iterator[tuple[dt.date, dt.date]]:
    """Consecutive days as first and last."""
    numbered = enumerate(sorted(days))
    for _, group in itertools.groupby(numbered, key=lambda pair: pair[1].toordinal() - pair[0]):
        run = [day for _, day in group]
        yield run[0], run[-1]


def _session_layers(sessions: Sequence[Mark]) -> Iterator[Any]:
    import altair as alt

    values = [{"on": _moment(mark.on), "text": mark.text} for mark in sessions]
    if values:
        base = alt.Chart(alt.Data(values=values)).encode(x=_x("on"))
        yield base.mark_rule(color=PALETTE["session"], strokeWidth=1.5, opacity=1)
        heads = base.encode(y=alt.value(-8), text="text:N")
        yield heads.mark_text(color=PALETTE["session"], fontWeight="bold", fontSize=13)
