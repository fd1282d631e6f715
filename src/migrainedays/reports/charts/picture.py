"""From a declared chart to an SVG, kept by its content."""

import dataclasses
import functools
import json
from typing import Any

from migrainedays.reports.charts.palette import PALETTE, themed

FONT = "Atkinson Hyperlegible Next, system-ui, sans-serif"
KEPT = 256  # renderings in memory; a three-year calendar weighs about 200 kB


@dataclasses.dataclass(frozen=True, slots=True)
class Picture:
    """A picture and the same numbers as a table.

    `svg` has the colours of paper and stands alone; `inline` takes its colours from the page (light or dark).
    `summary` is one sentence that says what the picture shows.
    """

    svg: str
    summary: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def inline(self) -> str:
        return themed(self.svg).replace(' class="marks"', ' aria-hidden="true" focusable="false"', 1)


def render(chart: Any) -> str:
    """The SVG of an Altair chart with the house's look; the same chart is drawn once."""
    declared = chart.configure(**_LOOK).to_dict(validate=False)
    return _render(json.dumps(declared, sort_keys=True))


def warm() -> None:
    """Draw a small chart, so that the first person does not wait for the drawing engine."""
    import altair as alt

    render(alt.Chart(alt.Data(values=[{"x": 1}])).mark_point().encode(x="x:Q"))


@functools.lru_cache(maxsize=KEPT)
def _render(declared: str) -> str:
    import vl_convert

    return str(vl_convert.vegalite_to_svg(json.loads(declared)))


_TEXT = {
    "labelColor": PALETTE["quiet"],
    "titleColor": PALETTE["quiet"],
    "labelFontSize": 12,
    "titleFontSize": 12,
    "titleFontWeight": "normal",
}
_LOOK: dict[str, Any] = {
    "font": FONT,
    "background": "transparent",
    "aria": False,
    "view": {"stroke": None},
    "axis": {
        **_TEXT,
        "domain": False,
        "ticks": False,
        "gridColor": PALETTE["line"],
        "tickColor": PALETTE["line"],
        "labelPadding": 6,
    },
    "text": {"fontSize": 12, "color": PALETTE["quiet"]},
    "concat": {"spacing": 10},
}
