"""The protocol library as the JSON that the contract names."""

from decimal import Decimal
from typing import Any

from migrainedays.literature import Claim, claim
from migrainedays.protocol.difference import Change, Difference
from migrainedays.protocol.finding import Finding, Findings
from migrainedays.protocol.library import Library
from migrainedays.protocol.schema import SITE_FIELDS, SOURCE_FIELDS, VERSION_FIELDS, Field
from migrainedays.protocol.site import Site
from migrainedays.protocol.version import Source, Version


def document_of_library(library: Library) -> dict[str, Any]:
    """`protocol list`."""
    return {"protocols": [_entry(library, name) for name in library.names()]}


def document_of_version(version: Version) -> dict[str, Any]:
    """`protocol show`: the contract's keys, then what else a reader needs to judge it."""
    return {
        "name": version.name,
        "version": version.version,
        "title": version.title,
        "total_units": number(version.total_units),
        "max_units": number(version.max_units),
        "sites": [_site(site) for site in version.sites],
        "published": version.published,
        "sources": [_source(source) for source in version.sources],
        "off_label": version.off_label,
        "standing": list(version.standing()),
        "product": version.product,
        "interval_days": version.interval_days,
        "caps": {muscle: number(units) for muscle, units in version.caps.items()},
        "content_hash": version.content_hash,
    }


def document_of_difference(found: Difference) -> dict[str, Any]:
    """`protocol diff`; `before` and `after` are units, for a site that moved its places, null where there is none."""
    return {
        "name": found.after.name,
        "versions": [found.before.version, found.after.version],
        "total_units": [number(total) for total in found.totals],
        "changes": [_change(change) for change in found.changes],
        "other": list(found.other),
        "reason": found.after.reason or None,
        "sentence": found.in_words(),
    }


def document_of_findings(findings: Findings) -> dict[str, Any]:
    """A check as it is kept with the session: each finding with the limits, as they were, that it rests on."""
    return {
        "findings": [_finding(finding) for finding in findings.found],
        "checked": list(findings.checked),
        "unknown": list(findings.unknown),
        "notes": list(findings.notes),
        "all_clear": findings.all_clear is not None,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.word,
        "sentence": finding.sentence,
        "inputs": dict(finding.inputs),
        "unknown": list(finding.unknown),
        "countersign": finding.countersign,
        "despite": finding.despite,
        "sources": [_claim(source) for source in finding.sources],
    }


def _claim(source: Claim) -> dict[str, Any]:
    limit = None if source.value is None else str(source.value)
    told = {"claim": source.key, "says": source.says, "source": source.source, "verified": source.verified}
    return {**told, "limit": limit, "unit": source.unit}


def document_of_schema() -> dict[str, Any]:
    """What a protocol file may hold: each field, its meaning, and whether it must be there."""
    parts = {"version": VERSION_FIELDS, "sources": SOURCE_FIELDS, "sites": SITE_FIELDS}
    fields = {part: [_field(name, field) for name, field in held.items()] for part, held in parts.items()}
    caps = {"field": "MUSCLE", "means": "most units into a muscle in one session, both sides", "needed": False}
    return {**fields, "caps": [caps]}


def _field(name: str, field: Field) -> dict[str, Any]:
    return {"field": name, "means": field.means, "needed": field.needed}


def number(value: Decimal) -> int | float:
    """A decimal of at most a few places as a JSON number: whole ones as integers."""
    return int(value) if value == value.to_integral_value() else float(value)


def _entry(library: Library, name: str) -> dict[str, Any]:
    versions = library.versions(name)
    newest = versions[-1]
    return {
        "name": name,
        "versions": [version.version for version in versions],
        "title": newest.title,
        "published": newest.published,
    }


def _site(site: Site) -> dict[str, Any]:
    return {
        "muscle": site.muscle,
        "side": site.side,
        "site": site.site,
        "units": number(site.units),
        "view": site.view,
        "x": number(site.x),
        "y": number(site.y),
        "optional": site.optional,
    }


def _source(source: Source) -> dict[str, Any]:
    verified = claim(source.claim).verified if source.claim else None
    return {"text": source.text, "doi": source.doi or None, "claim": source.claim or None, "verified": verified}


def _side_of(change: Change, site: Site | None) -> Any:
    if site is None:
        return None
    if change.kind == "moved":
        return {"view": site.view, "x": number(site.x), "y": number(site.y)}
    return number(site.units)


def _change(change: Change) -> dict[str, Any]:
    site = change.site
    return {
        "muscle": site.muscle,
        "side": site.side,
        "site": site.site,
        "kind": change.kind,
        "before": _side_of(change, change.before),
        "after": _side_of(change, change.after),
        "sentence": change.sentence,
    }
