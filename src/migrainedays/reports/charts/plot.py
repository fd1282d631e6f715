"""The course: headache days in each window of 28 days, between what is certain and what is possible."""

import dataclasses
import datetime as dt
import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from migrainedays.reports.charts.axes import along_months, up_days
from migrainedays.reports.charts.legend import Key, legend
from migrainedays.reports.charts.palette import PALETTE
from migrainedays.reports.charts.picture import Picture, declare, render
from migrainedays.reports.charts.words import ENGLISH, Words
from migrainedays.windows import DAY, WINDOW_DAYS

WIDE, NARROW, HEIGHT = 660, 330, 230  # pixels
BELOW = -2.6  # where the strip of missing days lies, in days
LEAST = -3.4  # where the picture ends below it


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
    with_drugs = any(window.acute is not None for window in windows)
    declared = _declared(words, NARROW if narrow else WIDE, with_drugs)
    return Picture(render(declared, _data(windows, sessions, missing)), summary, header, rows)


def rounded(number: Fraction | None, instead: str = "–") -> str:
    """A rate to one decimal, for reading."""
    return instead if number is None else f"{float(number):.1f}"


def _row(window: Window, words: Words) -> tuple[str, ...]:
    bounds = f"{window.low}–{window.high}" if window.high > window.low else str(window.low)
    rate = rounded(window.rate, words.not_evaluable)
    return str(window.first), str(window.last), str(window.observed), bounds, rate, str(window.missing)


def _data(
    windows: Sequence[Window], sessions: Sequence[Mark], missing: Sequence[dt.date]
) -> dict[str, list[dict[str, Any]]]:
    return {
        "windows": [
            {
                "from": _moment(window.first),
                "to": _moment(window.last + DAY),
                "middle": _moment(window.first + DAY * (WINDOW_DAYS // 2)),
                "low": window.low,
                "high": window.high,
                "rate": _float(window.rate),
                "severe": _float(window.moderate_severe),
                "acute": _float(window.acute),
            }
            for window in windows
        ],
        "sessions": [{"on": _moment(mark.on), "text": mark.text} for mark in sessions],
        "missing": [{"from": _moment(first), "to": _moment(last + DAY)} for first, last in _runs(missing)],
    }


def _moment(day: dt.date) -> int:
    """Milliseconds since 1970, the start of the day; a picture knows no zones."""
    return (day - dt.date(1970, 1, 1)).days * 86_400_000


def _float(rate: Fraction | None) -> float | None:
    return None if rate is None else float(rate)


def _runs(days: Iterable[dt.date]) -> Iterator[tuple[dt.date, dt.date]]:
    """Consecutive days as first and last."""
    numbered = enumerate(sorted(days))
    for _, group in itertools.groupby(numbered, key=lambda pair: pair[1].toordinal() - pair[0]):
        run = [day for _, day in group]
        yield run[0], run[-1]


@functools.cache
def _declared(words: Words, width: int, with_drugs: bool) -> Mapping[str, Any]:
    import altair as alt

    layers = alt.layer(*_windows(words), *_missing(), *_sessions()).properties(width=width, height=HEIGHT)
    keys = [
        Key(words.headache_days, "stroke", PALETTE["severe"], 200, filled=False),
        Key(words.bounds, "square", PALETTE["bounds"], 170),
        Key(words.moderate_severe, "triangle-up", PALETTE["moderate"], 80),
        Key(words.acute_drug_days, "circle", PALETTE["drug"], 46),
        Key(words.session, "M0,-1L0,1", PALETTE["session"], 150, filled=False),
        Key(words.missing, "M-1,-.35L1,-.35L1,.35L-1,.35Z", PALETTE["missing"], 120),
    ]
    if not with_drugs:
        del keys[3]
    return declare(alt.vconcat(layers, legend(keys, width + 20)))


def _windows(words: Words) -> Iterator[Any]:
    import altair as alt

    up = functools.partial(up_days, says=words.axis, least=LEAST)
    windows = alt.Chart(alt.NamedData("windows"))
    bounds = windows.encode(x=along_months("from"), x2="to:T", y=up("low"), y2="high:Q")
    yield bounds.mark_rect(fill=PALETTE["bounds"], stroke=PALETTE["bounds"], strokeWidth=1)
    rate = windows.transform_filter("datum.rate !== null").encode(x=along_months("from"), x2="to:T", y=up("rate"))
    yield rate.mark_rule(color=PALETTE["severe"], strokeWidth=4, opacity=1)
    for name, shape, colour, size in (("severe", "triangle-up", "moderate", 95), ("acute", "circle", "drug", 60)):
        points = windows.transform_filter(f"datum.{name} !== null").encode(x=along_months("middle"), y=up(name))
        paint: dict[str, Any] = {"fill": PALETTE[colour], "stroke": PALETTE["paper"]}
        yield points.mark_point(shape=shape, filled=True, size=size, opacity=1, **paint)


def _missing() -> Iterator[Any]:
    import altair as alt

    strip: dict[str, Any] = {"y": alt.datum(BELOW), "y2": alt.datum(BELOW + 1.5)}
    yield (
        alt.Chart(alt.NamedData("missing"))
        .mark_rect(fill=PALETTE["missing"])
        .encode(x=along_months("from"), x2="to:T", **strip)
    )


def _sessions() -> Iterator[Any]:
    import altair as alt

    sessions = alt.Chart(alt.NamedData("sessions")).encode(x=along_months("on"))
    yield sessions.mark_rule(color=PALETTE["session"], strokeWidth=1.5, opacity=1)
    heads = sessions.encode(y=alt.value(-8), text="text:N")
    yield heads.mark_text(color=PALETTE["session"], fontWeight="bold", fontSize=13)
