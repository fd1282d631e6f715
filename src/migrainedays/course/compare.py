"""Two windows compared: the fall in days, exact; whether it reaches a share; what the bounds alone say.

A fall is positive when days become fewer. Percent rules compare the rates of two evaluable windows; with a window
that is not evaluable the answer stays open, and the bounds, which assume nothing of missing days, stand beside.
"""

import dataclasses
from fractions import Fraction

from migrainedays.classification import Count, Window
from migrainedays.diary import Tri
from migrainedays.literature import claim


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """Yes, no or indeterminate by the rates, and by the bounds alone."""

    verdict: Tri
    by_bounds: Tri
    why: str


def fall(before: Window | None, after: Window | None) -> Fraction | None:
    """The fall in headache days as a share of the earlier rate; None where there is nothing to compare."""
    if before is None or after is None:
        return None
    return fall_of(before.headache_days, after.headache_days)


def fall_of(before: Count, after: Count) -> Fraction | None:
    """The fall of one count; None where a rate is not given or the earlier one is nought."""
    if before.rate28 is None or after.rate28 is None or before.rate28 == 0:
        return None
    return (before.rate28 - after.rate28) / before.rate28


def falls_by(key: str, before: Window | None, after: Window | None) -> Answer:
    """Whether headache days fall by at least the share that a claim names."""
    share = Fraction(claim(key).number)
    if before is None:
        return Answer(
            Tri.INDETERMINATE, Tri.INDETERMINATE, "There is no baseline: no session 1 with 28 days before it."
        )
    if after is None:
        return Answer(Tri.INDETERMINATE, Tri.INDETERMINATE, "The window to be judged has not been lived yet.")
    by_bounds = share_by_bounds(share, before.headache_days, after.headache_days)
    unfit = [name for name, window in (("baseline", before), ("later", after)) if not window.evaluable]
    if unfit:
        entries = " and ".join(f"the {name} window" for name in unfit)
        counts = f"{before.entries} and {after.entries} of 28 days entered"
        return Answer(Tri.INDETERMINATE, by_bounds, f"Not enough days in {entries} ({counts}).")
    fell = fall(before, after)
    if fell is None:
        return Answer(
            Tri.INDETERMINATE, by_bounds, "The baseline has no headache days, so there is nothing to compare."
        )
    return Answer(Tri.of(fell >= share), by_bounds, f"{told(before, after, fell)}; {percent(share)} is asked for.")


def share_by_bounds(share: Fraction, before: Count, after: Count) -> Tri:
    """Whether the fall reaches a share, whatever the missing days were like.

    >>> share_by_bounds(Fraction(1, 2), Count(20, 20, 22, None), Count(8, 8, 10, None))
    <Tri.YES: 'yes'>
    """
    rest = 1 - share
    if before.low > 0 and after.high <= rest * before.low:
        return Tri.YES
    return Tri.NO if after.low > rest * before.high else Tri.INDETERMINATE


def below(limit: int, count: Count) -> Tri:
    """Whether fewer than so many days are so, by the bounds alone."""
    return ~count.reaches(limit)


def told(before: Window, after: Window, fell: Fraction) -> str:
    """The two rates and the fall between them, in words."""
    change = f"a fall of {percent(fell)}" if fell >= 0 else f"a rise of {percent(-fell)}"
    return f"From {days(before)} to {days(after)} headache days in 28, {change}"


def days(window: Window) -> str:
    """A rate as a person reads it."""
    rate = window.headache_days.rate28
    assert rate is not None  # a fall was counted from it
    return number(rate)


def bounds(count: Count) -> str:
    """A count as a person reads it: one number, or the two between which it lies."""
    return str(count.low) if count.low == count.high else f"{count.low} to {count.high}"


def percent(share: Fraction) -> str:
    """A share as a person reads it; never rounded over a threshold that it does not reach.

    >>> percent(Fraction(59, 200))
    '29.5 %'
    """
    return f"{number(100 * share)} %"


def number(value: Fraction) -> str:
    """At most two digits behind the point, cut and not rounded.

    >>> number(Fraction(29999, 1000))
    '29.99'
    """
    whole, hundredths = divmod(int(abs(value) * 100), 100)
    text = f"{whole}.{hundredths:02}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 and text != "0" else text
