"""The key below a picture, drawn with the picture's own marks."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from migrainedays.reports.charts.palette import PALETTE

GAP, LINE, LETTER = 20, 20, 7  # pixels: between marks, between lines, a letter's usual width


@dataclasses.dataclass(frozen=True, slots=True)
class Key:
    """One mark and what it means; `shape` is a Vega shape or a path, `size` square pixels."""

    text: str
    shape: str
    colour: str
    size: int
    filled: bool = True


def legend(keys: Sequence[Key], width: int) -> Any:
    """The keys in as many lines as `width` pixels need."""
    import altair as alt

    layers = []
    for key, (x, y) in zip(keys, _places(keys, width), strict=True):
        place = alt.Chart(alt.Data(values=[{"text": key.text}]))
        paint: dict[str, Any] = {"fill": key.colour} if key.filled else {"stroke": key.colour, "strokeWidth": 1.6}
        mark = place.mark_point(shape=key.shape, size=key.size, filled=key.filled, opacity=1, **paint)
        layers.append(mark.encode(x=alt.value(x), y=alt.value(y)))
        text = place.mark_text(align="left", baseline="middle", color=PALETTE["ink"])
        layers.append(text.encode(x=alt.value(x + 12), y=alt.value(y), text="text:N"))
    lines = int(_places(keys, width)[-1][1] // LINE) + 1
    return alt.layer(*layers).properties(width=width, height=lines * LINE)


def _places(keys: Sequence[Key], width: int) -> list[tuple[float, float]]:
    places: list[tuple[float, float]] = []
    x, y = GAP / 2, LINE / 2
    for key in keys:
        needed = GAP + 12 + LETTER * len(key.text)
        if places and x + needed > width:
            x, y = GAP / 2, y + LINE
        places.append((x, y))
        x += needed
    return places
