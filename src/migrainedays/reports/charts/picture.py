"""From a declared chart and its data to an SVG, kept by its content."""

import dataclasses
import functools
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from migrainedays.reports.charts.palette import PALETTE, themed

FONT = "Atkinson Hyperlegible Next, system-ui, sans-serif"
_FINER_THAN_SEEN = re.compile(r"(\d\.\d)\d+")
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


def declare(chart: Any) -> Mapping[str, Any]:
    """An Altair chart over named data, with the house's look, as the Vega-Lite that `render` fills."""
    declared: Mapping[str, Any] = chart.configure(**_LOOK).to_dict(validate=False)
    return declared


def render(declared: Mapping[str, Any], data: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """The SVG of a declared chart over its data; the same picture is drawn once."""
    return _render(json.dumps({**declared, "datasets": data}, sort_keys=True))


@functools.lru_cache(maxsize=KEPT)
def _render(filled: str) -> str:
    import vl_convert

    drawn = str(vl_convert.vegalite_to_svg(json.loads(filled)))
    return _FINER_THAN_SEEN.sub(r"\1", drawn)  # halves the weight of a page


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
