"""The diary as the paper calendar that every headache clinic knows: a row a month, a column a day."""

import collections
import dataclasses
import datetime as dt
import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from migrainedays.diary import Diary, DiaryDay
from migrainedays.reports.charts.legend import Key, legend
from migrainedays.reports.charts.palette import PALETTE
from migrainedays.reports.charts.picture import Picture, render
from migrainedays.reports.charts.words import ENGLISH, Words
from migrainedays.windows import Span

CELL = 17  # pixels; 31 of them and their month fit a phone
HATCH = "M-1,0L0,-1M-1,1L1,-1M0,1L1,0"
SIZE = {"mild": 36, "moderate": 90, "severe": 170, "unknown": 60}  # square pixels
SHAPE = {"unknown": "diamond"}
PEAKS = {1: "mild", 2: "moderate", 3: "severe"}
UNANSWERED = ("missing", "unsaid")


@dataclasses.dataclass(frozen=True, slots=True)
class HeatDay:
    """One calendar day; `state` is missing, unsaid (entered, not answered), free, mild, moderate, severe or unknown."""

    on: dt.date
    state: str
    drug: bool = False
    session: str = ""


def heat_days(diary: Diary, within: Span, sessions: Iterable[tuple[dt.date, str]] = ()) -> tuple[HeatDay, ...]:
    """Every day of a span as it stands in the diary; a day without an entry is missing, never free."""
    named = dict(sessions)
    return tuple(
        HeatDay(
            on,
            _state(diary.by_date.get(on)),
            any(intake.is_acute for intake in diary.intakes_on.get(on, ())),
            named.get(on, ""),
        )
        for on in within
    )


def _state(day: DiaryDay | None) -> str:
    if day is None:
        return "missing"
    if day.headache or day.minutes or day.peak:
        return PEAKS.get(day.peak or 0, "unknown")
    return "unsaid" if day.headache is None else "free"


@functools.lru_cache(maxsize=256)
def draw_calendar(days: tuple[HeatDay, ...], words: Words = ENGLISH) -> Picture:
    """The calendar of consecutive days: severity by size and shade, missing days hatched, acute drugs as dots."""
    counts = _counts(days)
    summary = words.between.format(calendar=words.calendar, first=days[0].on, last=days[-1].on, **counts)
    header = (words.month, words.headache, words.severe, words.moderate, words.mild, words.entered, words.missing)
    rows = []
    for _, group in itertools.groupby(days, key=lambda day: (day.on.year, day.on.month)):
        month = tuple(group)
        found, states = _counts(month), collections.Counter(day.state for day in month)
        numbers = (found["headache"], *(states[s] for s in ("severe", "moderate", "mild")), found["entered"])
        rows.append((words.month_of(month[0].on), *map(str, numbers), str(found["missing"])))
    return Picture(render(_chart(days, words)), summary, header, tuple(rows))


def _counts(days: Sequence[HeatDay]) -> dict[str, int]:
    states = collections.Counter(day.state for day in days)
    missing = states["missing"]
    return {"headache": sum(states[state] for state in SIZE), "entered": len(days) - missing, "missing": missing}


def _chart(days: Sequence[HeatDay], words: Words) -> Any:
    import altair as alt

    months = list(dict.fromkeys(words.month_of(day.on) for day in days))
    grid = alt.layer(*_layers(days, words, months)).properties(width=31 * CELL, height=len(months) * CELL)
    key = legend(
        (
            Key(words.severe, "square", PALETTE["severe"], SIZE["severe"]),
            Key(words.moderate, "square", PALETTE["moderate"], SIZE["moderate"]),
            Key(words.mild, "square", PALETTE["mild"], SIZE["mild"]),
            Key(words.free, "square", PALETTE["free"], SIZE["severe"]),
            Key(words.missing, HATCH, PALETTE["missing"], 90, filled=False),
            Key(words.drug, "circle", PALETTE["drug"], 34),
            Key(words.session, "square", PALETTE["session"], SIZE["severe"], filled=False),
        ),
        width=31 * CELL + 34,
    )
    return alt.vconcat(grid, key)


def _layers(days: Sequence[HeatDay], words: Words, months: list[str]) -> Iterator[Any]:
    import altair as alt

    x = alt.X("day:O", title=None, scale=alt.Scale(domain=list(range(1, 32)), paddingInner=0.12), axis=_days_axis())
    y = alt.Y("month:O", title=None, scale=alt.Scale(domain=months, paddingInner=0.12), axis=alt.Axis())

    def marks(states: Iterable[HeatDay]) -> Any:
        values = [{"day": day.on.day, "month": words.month_of(day.on)} for day in states]
        return alt.Chart(alt.Data(values=values)).encode(x=x, y=y)

    yield marks(day for day in days if day.state not in UNANSWERED).mark_rect(color=PALETTE["free"], cornerRadius=2)
    gaps = marks(day for day in days if day.state in UNANSWERED)
    yield gaps.mark_rect(filled=False, stroke=PALETTE["missing"], strokeWidth=0.7, strokeDash=[2, 2], cornerRadius=2)
    yield gaps.mark_point(shape=HATCH, size=90, stroke=PALETTE["missing"], strokeWidth=0.9, filled=False)
    for state, size in SIZE.items():
        shown = marks(day for day in days if day.state == state)
        yield shown.mark_point(
            shape=SHAPE.get(state, "square"), size=size, color=PALETTE[state], filled=True, opacity=1
        )
    dots = {"size": 34, "filled": True, "opacity": 1, "fill": PALETTE["drug"], "stroke": PALETTE["paper"]}
    yield marks(day for day in days if day.drug).mark_circle(**dots, strokeWidth=1.3, xOffset=3.5, yOffset=3.5)
    boxes = marks(day for day in days if day.session)
    yield boxes.mark_rect(filled=False, stroke=PALETTE["session"], strokeWidth=2.2, cornerRadius=2)
    yield from _totals(days, words, months)


def _days_axis() -> Any:
    import altair as alt

    return alt.Axis(orient="top", values=[1, 5, 10, 15, 20, 25, 31], labelAngle=0)


def _totals(days: Sequence[HeatDay], words: Words, months: list[str]) -> Iterator[Any]:
    """Headache days at the end of each row, of the days that were entered."""
    import altair as alt

    by_month: dict[str, list[HeatDay]] = {month: [] for month in months}
    for day in days:
        by_month[words.month_of(day.on)].append(day)
    values = [{"month": month, "text": "{headache}/{entered}".format(**_counts(of))} for month, of in by_month.items()]
    text = alt.Chart(alt.Data(values=values)).mark_text(align="left", color=PALETTE["ink"])
    yield text.encode(x=alt.value(31 * CELL + 6), y=alt.Y("month:O", scale=alt.Scale(domain=months)), text="text:N")
