"""Hypothesis strategies made from the declared columns: whatever a table may hold, and nothing else."""

import datetime as dt
import functools
from decimal import Decimal
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from migrainedays.columns import Column, Value, columns_of
from migrainedays.errors import Impossible
from migrainedays.scales import INSTRUMENTS, Score
from migrainedays.windows import Span

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2026, 12, 31))
ZONES = ("Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC")
OFFSETS = st.integers(-12 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
MOMENTS = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2026, 12, 31), timezones=OFFSETS).map(
    lambda at: at.replace(second=0, microsecond=0)
)
WORDS = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)


def cell(column: Column) -> st.SearchStrategy[Any]:
    """Any value that a column may hold, blank included where it may be blank."""
    known = {
        "text": WORDS,
        "integer": st.integers(_int(column.low, -5), _int(column.high, 2000)),
        "number": st.integers(_int(column.low, 0) * 1000, _int(column.high, 50) * 1000).map(
            lambda n: Decimal(n) / 1000
        ),
        "units": st.integers(0, 4000).map(lambda n: Decimal(n) / 10),
        "boolean": st.booleans(),
        "answer": st.booleans(),
        "date": DAYS,
        "span": DAYS.map(lambda day: Span(day, day)),
        "datetime": MOMENTS,
        "choice": st.sampled_from(column.choices or ("",)),
        "many": st.lists(st.sampled_from(column.choices or ("",))).map(tuple),
        "zone": st.sampled_from(ZONES),
    }[column.kind]
    return known if column.key or column.kind == "many" else st.none() | known


@st.composite
def values(draw: st.DrawFn, value_class: type[Value], **fixed: Any) -> Value:
    """A value of this table; what two columns cannot be together is drawn again."""
    given = {
        name: fixed[name] if name in fixed else draw(cell(column)) for name, column in columns_of(value_class).items()
    }
    if value_class is Score and given["value"] is not None:
        given["value"] = draw(st.sampled_from(possible(given["scale"], given["item"])))
    try:
        return value_class(**given)
    except Impossible:
        assume(False)
        raise


@functools.cache
def possible(scale: str, item: str) -> list[Decimal | None]:
    """The whole numbers that may stand at an item of a scale; None alone where there is no such item."""
    known = [Decimal(n) for n in range(-5, 300) if INSTRUMENTS[scale].refusal(item, n) is None]
    return known or [None]


def _int(bound: Decimal | None, default: int) -> int:
    return default if bound is None else int(bound)
