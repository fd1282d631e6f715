"""The axes that the pictures of a course share: months along, headache days in 28 up."""

from typing import Any

from migrainedays.windows import WINDOW_DAYS

WEEKS = [0, 7, 14, 21, 28]


def along_months(name: str) -> Any:
    """Moments, marked by month and year."""
    import altair as alt

    axis = alt.Axis(grid=False, tickCount=6, labelFlush=True, format="%m/%Y", labelOverlap=True)
    return alt.X(f"{name}:T", title=None, scale=alt.Scale(type="utc"), axis=axis)


def up_days(name: str, says: str, *, least: float = 0) -> Any:
    """Days of a window, marked by weeks, with its words above it; `least` leaves room below nought."""
    import altair as alt

    title: dict[str, Any] = {"title": says, "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleY": -16}
    scale = alt.Scale(domain=[least, WINDOW_DAYS], nice=False)
    return alt.Y(f"{name}:Q", scale=scale, axis=alt.Axis(values=WEEKS, **title))
