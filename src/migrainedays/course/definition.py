"""What counts as breaking the cycle: definitions as data, the published ones here, a clinic's own in a file.

A definition names what it counts (`headache_days`, or `target_days`: days with migraine or with moderate or severe
headache), the threshold, for how many windows in a row, and what counts as held and as returned. Each number is the
key of a claim; in a clinic's own file it may be a whole number, and is then that clinic's rule.
"""

import dataclasses
import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from migrainedays.errors import InputRefused, WrongUse
from migrainedays.literature import claim

COUNTS = ("headache_days", "target_days")
NUMBERS = ("below", "months", "holds_months", "returns_at", "returns_months")
DEFAULT = "nice_reversion"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """Fewer than `below` days in each of `months` consecutive windows break the cycle.

    It holds after `holds_months` more; it has returned with `returns_months` windows of `returns_at` days or more.
    """

    name: str
    title: str
    counts: Literal["headache_days", "target_days"]
    below: int
    months: int
    holds_months: int
    returns_at: int
    returns_months: int
    claims: tuple[str, ...] = ()


@functools.cache
def definitions() -> Mapping[str, Definition]:
    """The definitions that come with the library, by name."""
    folder = resources.files("migrainedays.course") / "definitions"
    files = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return {
        name: _read(name, tomllib.loads(file.read_text(encoding="utf-8")))
        for file in files
        if (name := file.name.removesuffix(".toml")) != file.name
    }


def definition(name: str) -> Definition:
    """A definition by its name, or a clinic's own by the path of its file.

    >>> definition("nice_reversion").below
    15
    """
    if name in definitions():
        return definitions()[name]
    path = Path(name)
    if path.suffix != ".toml":
        raise WrongUse(
            f"There is no definition {name}; there are {', '.join(definitions())}, or a .toml file of yours."
        )
    try:
        return _read(path.stem, tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise InputRefused(f"{name} cannot be read as TOML: {problem}") from None


def _read(name: str, given: Mapping[str, Any]) -> Definition:
    if given.get("counts") not in COUNTS:
        raise InputRefused(f"definition {name}: counts must be one of {', '.join(COUNTS)}.")
    numbers = {key: _number(name, key, given.get(key)) for key in NUMBERS}
    if numbers["returns_at"] < numbers["below"]:
        raise InputRefused(f"definition {name}: returns_at lies below the threshold, so that a month could be both.")
    keys = tuple(str(given[key]) for key in NUMBERS if isinstance(given[key], str))
    return Definition(name=name, title=str(given.get("title", name)), counts=given["counts"], claims=keys, **numbers)


def _number(name: str, key: str, given: Any) -> int:
    value = given
    if isinstance(given, str):
        try:
            value = claim(given).value
        except KeyError:
            raise InputRefused(f"definition {name}: {key} names a claim that is not known, {given}.") from None
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise InputRefused(f"definition {name}: {key} must be a whole number above 0, or the key of a claim.")
    return value
