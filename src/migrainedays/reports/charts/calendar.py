"""The diary as the paper calendar that every headache clinic knows: a row a month, a column a day."""

import collections
import dataclasses
import datetime as dt
import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from migrainedays.diary import Diary, DiaryDay
from migrainedays.reports.charts.legend import Key, legend
from migrainedays.reports.charts.palette import PALETTE
from migrainedays.reports.charts.picture import Picture, declare, render
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
    return Picture(render(_declared(words), _data(days, words)), summary, header, tuple(rows))


def _counts(days: Sequence[HeatDay]) -> dict[str, int]:
    states = collections.Counter(day.state for day in days)
    missing = states["missing"]
    return {"headache": sum(states[state] for state in SIZE), "entered": len(days) - missing, "missing": missing}


def _data(days: Sequence[HeatDay], words: Words) -> dict[str, list[dict[str, Any]]]:
    """The days and, a row a month, what stands beside them."""
    cells, months = [], []
    groups = itertools.groupby(days, key=lambda day: (day.on.year, day.on.month))
    for row, (_, group) in enumerate(groups):
        month = tuple(group)
        cells += [
            {"row": row, "day": day.on.day, "state": day.state, "drug": day.drug, "session": bool(day.session)}
            for day in month
        ]
        total = "{headache}/{entered}".format(**_counts(month))
        months.append({"row": row, "name": words.month_of(month[0].on), "total": total})
    return {"days": cells, "months": months}


@functools.cache
def _declared(words: Words) -> Mapping[str, Any]:
    import altair as alt

    grid = alt.layer(*_cells(), *_beside()).properties(width=31 * CELL, height=alt.Step(CELL))
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
    return declare(alt.vconcat(grid, key))


def _y() -> Any:
    import altair as alt

    return alt.Y("row:O", title=None, scale=alt.Scale(paddingInner=0.12), axis=None)


def _cells() -> Iterator[Any]:
    import altair as alt

    axis = alt.Axis(orient="top", values=[1, 5, 10, 15, 20, 25, 31], labelAngle=0)
    x = alt.X("day:O", title=None, scale=alt.Scale(domain=list(range(1, 32)), paddingInner=0.12), axis=axis)
    days = alt.Chart(alt.NamedData("days")).encode(x=x, y=_y())
    missing = " || ".join(f"datum.state == '{state}'" for state in UNANSWERED)
    yield days.transform_filter(f"!({missing})").mark_rect(color=PALETTE["free"], cornerRadius=2)
    gaps = days.transform_filter(missing)
    yield gaps.mark_rect(filled=False, stroke=PALETTE["missing"], strokeWidth=0.7, strokeDash=[2, 2], cornerRadius=2)
    yield gaps.mark_point(shape=HATCH, size=90, stroke=PALETTE["missing"], strokeWidth=0.9, filled=False)
    for state, size in SIZE.items():
        shown = days.transform_filter(f"datum.state == '{state}'")
        shape = SHAPE.get(state, "square")
        yield shown.mark_point(shape=shape, size=size, color=PALETTE[state], filled=True, opacity=1)
    dots: dict[str, Any] = {
        "size": 34,
        "filled": True,
        "opacity": 1,
        "fill": PALETTE["drug"],
        "stroke": PALETTE["paper"],
    }
    yield days.transform_filter("datum.drug").mark_circle(**dots, strokeWidth=1.3, xOffset=3.5, yOffset=3.5)
    boxes = days.transform_filter("datum.session")
    yield boxes.mark_rect(filled=False, stroke=PALETTE["session"], strokeWidth=2.2, cornerRadius=2)


def _beside() -> Iterator[Any]:
    """The month before each row and, behind it, headache days of the days that were entered."""
    import altair as alt

    months = alt.Chart(alt.NamedData("months")).encode(y=_y())
    yield months.mark_text(align="right").encode(x=alt.value(-6), text="name:N")
    totals = months.mark_text(align="left", color=PALETTE["ink"])
    yield totals.encode(x=alt.value(31 * CELL + 6), text="total:N")
