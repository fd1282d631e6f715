"""A version, and the difference of two, on the head map."""

from collections.abc import Collection, Sequence
from typing import Any

from migrainedays.protocol.difference import Change, Difference
from migrainedays.protocol.site import Site
from migrainedays.protocol.version import Version
from migrainedays.treatment.head_map import SHEET, Mark, draw_head_map
from migrainedays.treatment.products import plain


def marks_of(version: Version) -> tuple[Mark, ...]:
    """The sites of a version as numbered points, optional ones marked so."""
    return tuple(_mark(n, site, "optional" if site.optional else "planned") for n, site in enumerate(version.sites, 1))


def draw_version(version: Version, *, areas: Collection[str] = (), **options: Any) -> str:
    """A version on the head map as SVG; `options` go to `draw_head_map` (theme, views, columns, names, ident)."""
    title = (
        f"{version.title}, version {version.version}: {plain(version.total_units)} U at {len(version.planned)} sites"
    )
    return draw_head_map(marks_of(version), title=title, areas=areas, **options)


def marks_of_difference(found: Difference) -> tuple[Mark, ...]:
    """The sites of the later version numbered as there, each with what changed, then those that are gone."""
    changes: dict[Any, list[Change]] = {}
    for change in found.changes:
        changes.setdefault(change.site.key, []).append(change)
    marks = [_changed(n, site, changes.get(site.key, [])) for n, site in enumerate(found.after.sites, 1)]
    gone = [change.before for change in found.changes if change.kind == "removed" and change.before]
    marks += [_mark(len(marks) + n, site, "removed") for n, site in enumerate(gone, 1)]
    return tuple(marks)


def draw_difference(found: Difference, *, views: Sequence[str] | None = None, **options: Any) -> str:
    """The difference on the head map; unless asked otherwise, only the views in which something changed."""
    marks = marks_of_difference(found)
    touched = {mark.view for mark in marks if mark.state not in ("planned", "optional")}
    shown = views or [view for view in SHEET if view in touched] or SHEET
    title = f"{found.after.title}: version {found.before.version} to {found.after.version}. {found.in_words()}"
    return draw_head_map(marks, title=title, views=shown, **options)


def _changed(number: int, site: Site, changes: Sequence[Change]) -> Mark:
    if not changes:
        return _mark(number, site, "optional" if site.optional else "planned")
    first = changes[0]
    was = first.before if first.kind == "moved" else None
    lies_here = was is not None and was.view == site.view
    return _mark(
        number,
        site,
        first.kind,
        flag="; ".join(change.sentence for change in changes),
        was=(float(was.x), float(was.y)) if was and lies_here else None,
    )


def _mark(number: int, site: Site, state: str, **more: Any) -> Mark:
    return Mark(
        number=number,
        muscle=site.muscle,
        side=site.side,
        view=site.view,
        x=float(site.x),
        y=float(site.y),
        units=site.units,
        state=state,
        **more,
    )
