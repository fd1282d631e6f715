"""Where a session differs from its plan, point by point, each with the reason that was given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from migrainedays.protocol.site import Key, Site
from migrainedays.protocol.version import Version
from migrainedays.treatment.head_map import in_words
from migrainedays.treatment.injection import Injection
from migrainedays.treatment.products import plain

# The short list that a form offers beside own words.
REASONS = (
    "pain elsewhere today",
    "side effect after an earlier session",
    "patient's wish",
    "anatomy",
    "too little toxin left",
    "session ended early",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """One difference from the plan."""

    kind: str
    key: Key
    sentence: str
    reason: str | None


def deviations(injections: Sequence[Injection], version: Version) -> tuple[Deviation, ...]:
    """All differences: planned points left out, points added, units changed, points moved.

    A point that is left out on purpose is charted with 0 units and its reason; an optional point that is not given
    is no difference.
    """
    charted = {(i.muscle, i.side, i.site): i for i in injections}
    left_out = (_left_out(site, None) for site in version.planned if site.key not in charted)
    return (*left_out, *(found for i in injections for found in _of(i, version)))


def _of(injection: Injection, version: Version) -> Iterator[Deviation]:
    site = version.site((injection.muscle, injection.side, injection.site))
    if site is None:
        if injection.units != 0:
            yield _added(injection)
    elif injection.units == 0:
        if not site.optional:
            yield _left_out(site, injection.reason)
    else:
        yield from _changed(injection, site)


def _changed(injection: Injection, site: Site) -> Iterator[Deviation]:
    if injection.units is not None and injection.units != site.units:
        words = f"{plain(injection.units)} U at {site.short()} where {plain(site.units)} U are planned"
        yield Deviation(kind="units", key=site.key, sentence=words, reason=injection.reason)
    place = (injection.view or site.view, _or(injection.x, site.x), _or(injection.y, site.y))
    if place != site.place:
        words = f"{site.short()} at another point than planned"
        yield Deviation(kind="moved", key=site.key, sentence=words, reason=injection.reason)


def _added(injection: Injection) -> Deviation:
    units = "units not given" if injection.units is None else f"{plain(injection.units)} U"
    words = f"{units} at {injection.side} {in_words(injection.muscle)} {injection.site}, which is not planned"
    key = (injection.muscle, injection.side, injection.site)
    return Deviation(kind="added", key=key, sentence=words, reason=injection.reason)


def _left_out(site: Site, reason: str | None) -> Deviation:
    words = f"{site.short()} left out ({plain(site.units)} U planned)"
    return Deviation(kind="removed", key=site.key, sentence=words, reason=reason)


def _or(given: Decimal | None, planned: Decimal) -> Decimal:
    return planned if given is None else given
