"""What changed from one version to another: each site in a sentence, and the new total."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from migrainedays.protocol.site import Key, Site
from migrainedays.protocol.version import Version
from migrainedays.treatment.products import plain

KINDS = ("added", "removed", "moved", "units")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change at one site; `before` and `after` are the site in each version, None where it is not there.

    A site that moved and changed its units is two changes.
    """

    kind: str
    before: Site | None
    after: Site | None
    sentence: str

    @property
    def site(self) -> Site:
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything by which two versions differ; `other` are sentences about what is no site (caps, interval, …)."""

    before: Version
    after: Version
    changes: tuple[Change, ...]
    other: tuple[str, ...]

    @property
    def totals(self) -> tuple[Decimal, Decimal]:
        """Units of the planned sites, before and after."""
        return self.before.total_units, self.after.total_units

    def in_words(self) -> str:
        """One line for the version history.

        >>> from migrainedays.protocol import difference, shipped
        >>> library = shipped()
        >>> two = library.version("six-trigger-sites", "1"), library.version("six-trigger-sites", "2")
        >>> difference(*two).in_words()[:69]
        '+2.5 U left temporalis 1; +2.5 U right temporalis 1; total 75 to 80 U'
        """
        words = [change.sentence for change in self.changes] or ["no site differs"]
        words.append(_total(*self.totals))
        if self.after.reason:
            words.append(f"reason: {self.after.reason}")
        return "; ".join(words)


def difference(before: Version, after: Version) -> Difference:
    """The difference of two versions, sites in the order of the later one, then those that went."""
    keys: dict[Key, None] = dict.fromkeys([s.key for s in after.sites] + [s.key for s in before.sites])
    changes = tuple(change for key in keys for change in _changes(before.site(key), after.site(key)))
    return Difference(before=before, after=after, changes=changes, other=tuple(_other(before, after)))


def _changes(before: Site | None, after: Site | None) -> Iterator[Change]:
    if before is None and after is not None:
        words = f"new: {after.short()}, {plain(after.units)} U{' (optional)' if after.optional else ''}"
        yield Change(kind="added", before=None, after=after, sentence=words)
    elif after is None and before is not None:
        words = f"gone: {before.short()}, {plain(before.units)} U{' (optional)' if before.optional else ''}"
        yield Change(kind="removed", before=before, after=None, sentence=words)
    elif before is not None and after is not None:
        yield from _differing(before, after)


def _differing(before: Site, after: Site) -> Iterator[Change]:
    if before.place != after.place:
        yield Change(kind="moved", before=before, after=after, sentence=_moved(before, after))
    if before.units != after.units:
        words = f"{plain_change(after.units - before.units)} U {after.short()}"
        yield Change(kind="units", before=before, after=after, sentence=words)


def _moved(before: Site, after: Site) -> str:
    if before.view != after.view:
        return f"{after.short()} moved from the {before.view} to the {after.view} view"
    across, down = after.x - before.x, after.y - before.y
    words = [f"{abs(across):.1%} {'right' if across > 0 else 'left'}"] if across else []
    words += [f"{abs(down):.1%} {'down' if down > 0 else 'up'}"] if down else []
    return f"{after.short()} moved {' and '.join(words)} on the {after.view} picture"


def plain_change(units: Decimal) -> str:
    """A change of units with its sign."""
    return f"{'+' if units > 0 else '−'}{plain(abs(units))}"


def _total(before: Decimal, after: Decimal) -> str:
    return f"total {plain(before)} to {plain(after)} U" if before != after else f"total {plain(after)} U as before"


_PLAIN = {
    "product": "product",
    "indication": "indication",
    "interval_days": "days between sessions",
    "max_units": "most units in a session",
    "min_units": "least units in a session",
    "diluent": "diluent",
    "diluent_ml_per_100_units": "mL of diluent for 100 units",
    "evidence": "evidence grade",
    "published": "published",
    "off_label": "off-label",
}


def _other(before: Version, after: Version) -> Iterator[str]:
    for name, words in _PLAIN.items():
        if getattr(before, name) != getattr(after, name):
            yield f"{words}: {getattr(before, name)} to {getattr(after, name)}"
    for muscle in dict.fromkeys([*before.caps, *after.caps]):
        if before.caps.get(muscle) != after.caps.get(muscle):
            yield f"cap of {muscle}: {before.caps.get(muscle, 'none')} to {after.caps.get(muscle, 'none')}"
    for site in after.sites:
        was = before.site(site.key)
        for name in ("depth", "needle", "optional", "cap") if was else ():
            if getattr(was, name) != getattr(site, name):
                yield f"{site.short()}: {name} {getattr(was, name)} to {getattr(site, name)}"
