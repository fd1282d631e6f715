"""The classes of preventive drugs that payers count."""

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources


def class_of(drug: str) -> str | None:
    """The class of a preventive by its generic name, None for a name that is not known.

    >>> class_of("Topiramate")
    'anticonvulsant'
    """
    return _classes().get(drug.strip().lower())


@functools.cache
def _classes() -> Mapping[str, str]:
    file = resources.files(__package__) / "preventives.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    return {drug: name for name, drugs in read.items() for drug in drugs}
