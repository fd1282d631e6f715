"""Writes a protocol version as the TOML text that reads back as the same version."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from migrainedays.protocol.schema import SITE_FIELDS, SOURCE_FIELDS, VERSION_FIELDS
from migrainedays.protocol.site import Site
from migrainedays.protocol.version import Source, Version

_DEFAULTS: dict[str, Any] = {
    "depth": "intramuscular", "needle": "perpendicular", "optional": False, "cap": None, "doi": "", "claim": "",
}  # fmt: skip


def write_version(version: Version) -> str:
    """The file of a version: its fields, its caps, then one line a site."""
    return "\n".join(_lines(version)) + "\n"


def _lines(version: Version) -> Iterator[str]:
    for name in VERSION_FIELDS:
        value = getattr(version, name)
        if value not in ("", None):
            yield f"{name} = {_cell(value)}"
    yield ""
    yield "sources = ["
    yield from (f"  {_row(source, SOURCE_FIELDS)}," for source in version.sources)
    yield "]"
    yield ""
    yield "sites = ["
    yield from (f"  {_row(site, SITE_FIELDS)}," for site in version.sites)
    yield "]"
    if version.caps:
        yield ""
        yield "[caps]"
        yield from (f"{muscle} = {_cell(units)}" for muscle, units in version.caps.items())


def _row(row: Site | Source, fields: dict[str, Any]) -> str:
    given = {name: getattr(row, name) for name in fields}
    kept = [f"{name} = {_cell(v)}" for name, v in given.items() if name not in _DEFAULTS or v != _DEFAULTS[name]]
    return "{ " + ", ".join(kept) + " }"


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
