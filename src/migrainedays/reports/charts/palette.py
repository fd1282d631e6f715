"""The colours of the pictures, by what they mean.

The steps of severity differ in lightness and, in the pictures, in size, so that no answer rests on hue alone. A
page gives each name its light and dark colour as the CSS variable `--chart-NAME`; paper uses the values below.
"""

from collections.abc import Mapping
from types import MappingProxyType

PALETTE: Mapping[str, str] = MappingProxyType(
    {
        "ink": "#30363b",
        "quiet": "#5f666c",
        "line": "#d9d5cb",
        "paper": "#fbfaf6",
        "free": "#e4e8e1",
        "mild": "#cdb6d2",
        "moderate": "#9c72aa",
        "severe": "#5a2f69",
        "unknown": "#a59dab",
        "missing": "#83898e",
        "drug": "#0f6d77",
        "session": "#a8481f",
        "bounds": "#e3d5e6",
    }
)
_NAME_OF = {colour: name for name, colour in PALETTE.items()}


def themed(svg: str) -> str:
    """The picture with each colour as a CSS variable, its printed colour as the fallback.

    >>> themed('<path fill="#5a2f69"/>')
    '<path fill="var(--chart-severe, #5a2f69)"/>'
    """
    for colour, name in _NAME_OF.items():
        svg = svg.replace(f'"{colour}"', f'"var(--chart-{name}, {colour})"')
    return svg
