"""What the public pages say, in the language of their address; one file a language."""

import functools
import tomllib
from importlib import resources
from typing import Any

LANGUAGES = {"en": "English", "fr": "Français", "es": "Español"}


@functools.cache
def words(language: str) -> dict[str, Any]:
    """All texts of the pages in one language."""
    file = resources.files(__package__) / "words" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
