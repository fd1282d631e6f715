"""The points of a session as the form holds them: one row a planned site, then rows for points that were added.

Every row works without a script; the head map writes into the very same fields.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from migrainedays.columns import columns_of
from migrainedays.errors import Impossible
from migrainedays.protocol import Site, Version
from migrainedays.treatment import Injection
from migrainedays.treatment.dilution import Dilution, Millilitres
from migrainedays.treatment.head_map import MUSCLES, in_words
from migrainedays.treatment.injection import SIDES, VIEWS
from migrainedays.treatment.products import product_named

ADDED_ROWS = 6
UNITS = columns_of(Injection)["units"]
FRACTION = columns_of(Injection)["x"]


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One row: its field names begin with `prefix`; texts as typed, `problem` where they cannot be."""

    number: int
    prefix: str
    site: Site | None
    muscle: str
    side: str
    units: str
    place: str
    reason: str
    problem: str = ""

    @property
    def words(self) -> str:
        """What the row is called."""
        return self.site.in_words() if self.site else ""


def step_of(version: Version) -> Decimal:
    """By how many units the form steps: what 0.05 mL of the protocol's dilution hold, to 0.1 unit."""
    hundred = product_named(version.product)(100)
    held = Dilution(hundred, Millilitres(version.diluent_ml_per_100_units)).units_per_tenth_ml / 2
    return max(Decimal("0.1"), (Decimal(held.numerator) / Decimal(held.denominator)).quantize(Decimal("0.1")))


def rows_of(version: Version, typed: Mapping[str, str] | None) -> list[Row]:
    """The rows of the form: as planned, or as they were typed."""
    planned = [_planned(number, site, typed) for number, site in enumerate(version.sites, start=1)]
    return [*planned, *(_added(len(planned) + n, n, typed or {}) for n in range(1, ADDED_ROWS + 1))]


def injections_of(rows: Sequence[Row], *, patient: str, session: int) -> tuple[tuple[Injection, ...], dict[str, str]]:
    """The points that the rows mean, and what is wrong by row; a planned site left blank means 0 units."""
    found: list[Injection] = []
    problems: dict[str, str] = {}
    for row in rows:
        try:
            found += _injections(row, _next_site(row, rows, found), patient, session)
        except (ValueError, Impossible) as problem:
            problems[row.prefix] = problem.reason if isinstance(problem, Impossible) else str(problem)
    return tuple(found), problems


def from_vials(points: Sequence[Injection], vials: Sequence[tuple[str, Decimal]]) -> tuple[Injection, ...]:
    """Each point with the vial it is drawn from: the first that still holds it, else the last."""
    left = dict(vials)
    return tuple(dataclasses.replace(point, vial=_vial_for(point, left)) for point in points)


def _vial_for(point: Injection, left: dict[str, Decimal]) -> str | None:
    units = point.units or Decimal(0)
    if not left or not units:
        return None
    vial = next((name for name, held in left.items() if held >= units), list(left)[-1])
    left[vial] -= units
    return vial


def _planned(number: int, site: Site, typed: Mapping[str, str] | None) -> Row:
    prefix = f"p{number}"
    given = "" if site.optional else _plain(site.units)
    place = f"{site.view} {site.x} {site.y}"
    if typed is not None:
        given, place = typed.get(f"{prefix}-units", "").strip(), typed.get(f"{prefix}-place", "").strip() or place
    reason = "" if typed is None else typed.get(f"{prefix}-reason", "").strip()
    return Row(number, prefix, site, site.muscle, site.side, given, place, reason)


def _added(number: int, n: int, typed: Mapping[str, str]) -> Row:
    names = ("muscle", "side", "units", "place", "reason")
    muscle, side, units, place, reason = (typed.get(f"a{n}-{name}", "").strip() for name in names)
    return Row(number, f"a{n}", None, muscle, side, units, place, reason)


def _injections(row: Row, free: int, patient: str, session: int) -> Iterator[Injection]:
    site = row.site
    if (site is None or site.optional) and not row.units:
        if site is None and row.muscle:
            raise ValueError("names a muscle and no units")
        return
    if site is None and (row.muscle not in MUSCLES or row.side not in SIDES):
        raise ValueError("needs its muscle and its side")
    units = UNITS.read(row.units) if row.units else Decimal(0)
    view, x, y = _place(row.place)
    yield Injection(
        patient=patient,
        session=session,
        muscle=row.muscle,
        side=row.side,
        site=site.site if site else free,
        units=units,
        planned_units=site.units if site and not site.optional else None,
        depth=site.depth if site else None,
        reason=row.reason or None,
        view=view,
        x=x,
        y=y,
    )


def _next_site(row: Row, rows: Sequence[Row], before: Sequence[Injection]) -> int:
    """The number after all points of this muscle and side, planned or charted."""
    own = (row.muscle, row.side)
    planned = [other.site.site for other in rows if other.site and (other.muscle, other.side) == own]
    return max([0, *planned, *(i.site for i in before if (i.muscle, i.side) == own)]) + 1


def _place(text: str) -> tuple[str | None, Decimal | None, Decimal | None]:
    if not text:
        return None, None, None
    parts = text.split()
    if len(parts) != 3 or parts[0] not in VIEWS:
        raise ValueError(f"has no place that can be read: write a view ({', '.join(VIEWS)}), then x and y from 0 to 1")
    x, y = (FRACTION.read(part) for part in parts[1:])
    return parts[0], x, y


def _plain(units: Decimal) -> str:
    return f"{units.normalize():f}"


MUSCLE_CHOICES = [(muscle, in_words(muscle)) for muscle in MUSCLES]
