"""The pictures of the evidence, in the reader's language, each with the same numbers as a table."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from migrainedays.clinic.web.templatetags.evidence import percent, percent_interval, signed, signed_interval
from migrainedays.reports.charts import Picture
from migrainedays.reports.charts.intervals import Bar, Frame, draw_intervals
from migrainedays.reports.charts.lasting import Fall, LastingWords, draw_lasting

Figure = Mapping[str, Any]


class Both(NamedTuple):
    """The same picture for a desk and for a phone."""

    wide: Picture
    narrow: Picture


def responses(sessions: Sequence[Figure]) -> Both:
    """First responses by session, with the published line."""
    bars = tuple(
        Bar(
            label=_("Session %(n)s") % {"n": one["session"]},
            estimate=100 * one["by_then"]["estimate"],
            low=100 * one["by_then"]["low"],
            high=100 * one["by_then"]["high"],
            reference=100 * one["published_by_then"],
            cells=(
                f"{one['responded']} / {one['at_risk']}",
                str(one["not_judged"]),
                f"{percent(one['by_then']['estimate'])} ({percent_interval(one['by_then'])})",
                percent(one["published_by_then"]),
            ),
        )
        for one in sessions
    )
    frame = Frame(
        axis=_("% have responded by then"),
        estimate=_("This clinic"),
        interval=_("95 % interval"),
        reference=_("Published, another protocol"),
        summary=_("Patients with a first response by session, in this clinic and as published."),
        header=(_("Session"), _("Responded / at risk"), _("Not judged"), _("By then"), _("Published")),
        low=0,
        high=100,
    )
    return _both(bars, frame)


def effects(answer: Figure) -> Both:
    """Adjusted and naive difference beside each other."""
    bars = (_difference(_("Adjusted"), answer["effect"]), _difference(_("Naive"), answer["naive"]))
    frame = _frame(bars, _("Version B minus version A"), _("Adjusted and naive difference between the two versions."))
    return _both(bars, frame)


def looks(taken: Sequence[Figure], summary: str = "") -> Both:
    """The estimate at each look; `summary` where it is not an adjusted difference."""
    bars = [_difference(_("Look %(n)s") % {"n": place}, one) for place, one in enumerate(taken, start=1)]
    frame = _frame(bars, _("Version B minus version A"), summary or _("The adjusted difference at each look."))
    return _both(tuple(bars), frame)


def lasting(found: Figure, axis: str, weeks: str) -> Both:
    """A share that falls with time."""
    falls = tuple(
        Fall(
            day=step["day"],
            share=step["share"]["estimate"],
            low=step["share"]["low"],
            high=step["share"]["high"],
            at_risk=step["at_risk"],
            events=step["events"],
            left=step["left"],
        )
        for step in found["steps"]
    )
    words = LastingWords(
        axis=axis,
        weeks=weeks,
        share=_("Share"),
        interval=_("95 % interval"),
        left=_("Followed until here"),
        summary=_("%(axis)s, by %(weeks)s: %(n)s patients.") % {"axis": axis, "weeks": weeks, "n": found["patients"]},
        header=(_("Day"), _("Followed"), _("Came"), _("Followed until here"), _("Share"), _("95 % interval")),
    )
    return Both(draw_lasting(falls, words), draw_lasting(falls, words, narrow=True))


def _difference(label: str, found: Figure) -> Bar:
    cells = (signed(found["estimate"]), signed_interval(found))
    return Bar(label, found["estimate"], found["low"], found["high"], cells=cells)


def _frame(bars: Sequence[Bar], estimate: str, summary: str) -> Frame:
    """The axis holds every interval and the line of no difference, to whole even days."""
    low, high = min(0.0, *(bar.low for bar in bars)), max(0.0, *(bar.high for bar in bars))
    return Frame(
        axis=_("headache days in 28"),
        estimate=estimate,
        interval=_("95 % interval"),
        summary=summary,
        header=(_("Estimate"), _("Difference, days in 28"), _("95 % interval")),
        low=2 * math.floor(low / 2) - (2 if low == 0 else 0),
        high=2 * math.ceil(high / 2) + (2 if high == 0 else 0),
        zero=True,
    )


def _both(bars: tuple[Bar, ...], frame: Frame) -> Both:
    return Both(draw_intervals(bars, frame), draw_intervals(bars, frame, narrow=True))
