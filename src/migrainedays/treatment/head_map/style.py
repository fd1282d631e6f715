"""The colours of the head map: one stylesheet, three fixed themes, and variables for a page."""

import functools
import importlib.resources
import re

# Fixed themes for files that travel alone (print is black on white and survives a photocopier).
_LIGHT = {
    "paper": "#ffffff", "skin": "#f5eee6", "hair": "#ddd3c8", "shade": "#e8ddd1", "line": "#51483f",
    "faint": "#9d9187", "muscle": "#b4534a", "pain": "#3566a8", "site": "#1f3a5f", "on-site": "#ffffff",
    "halo": "#ffffff", "text": "#22262b", "quiet": "#565d66", "rule": "#d9d6d1", "added": "#1d6b45",
    "changed": "#8a4b00", "removed": "#a3212b",
}  # fmt: skip
_DARK = {
    "paper": "#16191d", "skin": "#2c2a29", "hair": "#3b3734", "shade": "#252321", "line": "#cfc5ba",
    "faint": "#877d74", "muscle": "#e08b80", "pain": "#7fb0ee", "site": "#bcd6f7", "on-site": "#10151b",
    "halo": "#16191d", "text": "#e9eaec", "quiet": "#a9b0b9", "rule": "#353a41", "added": "#7fd3a6",
    "changed": "#f0b35e", "removed": "#ff9aa0",
}  # fmt: skip
_PRINT = {
    "paper": "#ffffff", "skin": "#ffffff", "hair": "#eeeeee", "shade": "#f4f4f4", "line": "#222222",
    "faint": "#8a8a8a", "muscle": "#6a6a6a", "pain": "#555555", "site": "#000000", "on-site": "#ffffff",
    "halo": "#ffffff", "text": "#000000", "quiet": "#333333", "rule": "#bbbbbb", "added": "#000000",
    "changed": "#444444", "removed": "#000000",
}  # fmt: skip
THEMES = {"light": _LIGHT, "dark": _DARK, "print": _PRINT}


@functools.cache
def stylesheet(theme: str = "page") -> str:
    """The stylesheet of the map: for a page with variables that follow the reader's theme, else in fixed colours.

    Fixed colours are written out because makers of PDF files do not know variables.
    """
    rules = importlib.resources.files(__package__).joinpath("head_map.css").read_text("utf-8")
    if theme == "page":
        return _variables() + rules
    return re.sub(r"var\(--hm-([a-z-]+)\)", lambda found: THEMES[theme][found[1]], rules)


def _variables() -> str:
    def block(theme: str) -> str:
        return " ".join(f"--hm-{name}: {colour};" for name, colour in THEMES[theme].items())

    return (
        f":root {{ {block('light')} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root:not([data-theme=light]) {{ {block('dark')} }} }}\n"
        f":root[data-theme=dark] {{ {block('dark')} }}\n"
        f"@media print {{ :root {{ {block('print')} }} }}\n"
    )
