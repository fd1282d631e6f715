"""The months to come as a fan over the diary: what was counted, then what is to be expected, one band a window."""

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from migrainedays.reports.charts.axes import along_months, up_days
from migrainedays.reports.charts.legend import Key, legend
from migrainedays.reports.charts.palette import PALETTE
from migrainedays.reports.charts.picture import Picture, declare, render
from migrainedays.reports.charts.plot import HEIGHT, NARROW, WIDE, Mark
from migrainedays.windows import DAY


@dataclasses.dataclass(frozen=True, slots=True)
class Lived:
    """A window of the diary: headache days per 28 of those entered."""

    first: dt.date
    last: dt.date
    rate: float
    entered: int


@dataclasses.dataclass(frozen=True, slots=True)
class Expected:
    """A window to come: one in ten lies below `low`, one in ten above `high`."""

    first: dt.date
    last: dt.date
    low: float
    middle: float
    high: float


@dataclasses.dataclass(frozen=True, slots=True)
class FanWords:
    """The words of the picture, in the reader's language."""

    axis: str
    lived: str
    band: str
    middle: str
    threshold: str
    session: str
    summary: str
    header: tuple[str, ...]
    entered: str


@functools.lru_cache(maxsize=64)
def draw_fan(
    lived: tuple[Lived, ...],
    expected: tuple[Expected, ...],
    sessions: tuple[Mark, ...],
    threshold: int,
    words: FanWords,
    *,
    narrow: bool = False,
) -> Picture:
    """Lived windows as lines, windows to come as bands with their middle, a line at the threshold."""
    rows = [
        (str(w.first), str(w.last), f"{w.rate:.1f}", words.entered.format(count=w.entered), "", "") for w in lived
    ] + [(str(w.first), str(w.last), "", "", f"{w.middle:.1f}", f"{w.low:.1f}–{w.high:.1f}") for w in expected]
    declared = _declared(words, NARROW if narrow else WIDE)
    return Picture(
        render(declared, _data(lived, expected, sessions, threshold)), words.summary, words.header, tuple(rows)
    )


def _data(
    lived: Sequence[Lived], expected: Sequence[Expected], sessions: Sequence[Mark], threshold: int
) -> dict[str, list[dict[str, Any]]]:
    return {
        "lived": [{"from": _moment(w.first), "to": _moment(w.last + DAY), "rate": w.rate} for w in lived],
        "expected": [
            {"from": _moment(w.first), "to": _moment(w.last + DAY), "low": w.low, "middle": w.middle, "high": w.high}
            for w in expected
        ],
        "sessions": [{"on": _moment(mark.on), "text": mark.text} for mark in sessions],
        "threshold": [{"at": threshold}],
    }


def _moment(day: dt.date) -> int:
    """Milliseconds since 1970, the start of the day; a picture knows no zones."""
    return (day - dt.date(1970, 1, 1)).days * 86_400_000


@functools.cache
def _declared(words: FanWords, width: int) -> Mapping[str, Any]:
    import altair as alt

    layers = alt.layer(*_marks(words)).properties(width=width, height=HEIGHT)
    keys = [
        Key(words.lived, "stroke", PALETTE["severe"], 200, filled=False),
        Key(words.band, "square", PALETTE["bounds"], 170),
        Key(words.middle, "stroke", PALETTE["moderate"], 200, filled=False),
        Key(words.threshold, "stroke", PALETTE["quiet"], 200, filled=False),
        Key(words.session, "M0,-1L0,1", PALETTE["session"], 150, filled=False),
    ]
    return declare(alt.vconcat(layers, legend(keys, width + 20)))


def _marks(words: FanWords) -> Iterator[Any]:
    import altair as alt

    expected = alt.Chart(alt.NamedData("expected"))
    band = expected.encode(x=along_months("from"), x2="to:T", y=up_days("low", words.axis), y2="high:Q")
    yield band.mark_rect(fill=PALETTE["bounds"], stroke=PALETTE["paper"], strokeWidth=1)
    middle = expected.encode(x=along_months("from"), x2="to:T", y=up_days("middle", words.axis))
    yield middle.mark_rule(color=PALETTE["moderate"], strokeWidth=3, strokeDash=[6, 3], opacity=1)
    line = alt.Chart(alt.NamedData("threshold")).encode(y=up_days("at", words.axis))
    yield line.mark_rule(color=PALETTE["quiet"], strokeDash=[2, 4], opacity=1)
    lived = alt.Chart(alt.NamedData("lived")).encode(x=along_months("from"), x2="to:T", y=up_days("rate", words.axis))
    yield lived.mark_rule(color=PALETTE["severe"], strokeWidth=4, opacity=1)
    sessions = alt.Chart(alt.NamedData("sessions")).encode(x=along_months("on"))
    yield sessions.mark_rule(color=PALETTE["session"], strokeWidth=1.5, opacity=1)
    heads = sessions.encode(y=alt.value(-8), text="text:N")
    yield heads.mark_text(color=PALETTE["session"], fontWeight="bold", fontSize=13)
