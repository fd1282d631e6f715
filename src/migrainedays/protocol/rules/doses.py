"""Earlier toxin: how long ago, how much in all, and of which product.

A dose of which only the month or year is known counts as given on each day of that span: the rule asks what could
be. Units of another product are never added; a dose of unknown size is a finding of its own and never 0.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from migrainedays.literature import claim
from migrainedays.protocol.finding import Finding, Severity
from migrainedays.protocol.rules.answers import TOXIN_ELSEWHERE
from migrainedays.protocol.version import Version
from migrainedays.treatment.charting import Charting
from migrainedays.treatment.history import Dose, History
from migrainedays.treatment.products import OnabotulinumtoxinA, plain, same_product

LIMITED = OnabotulinumtoxinA.product  # the 400 U are units of this product and of no other


def find_in_doses(session: Charting, version: Version, history: History) -> Iterator[Finding]:
    """Interval, cumulative units, other products, doses of unknown size."""
    doses = list(history.doses(on=session.on, leaving_out=session.session.session))
    yield from _interval(session, version, doses)
    yield from _cumulative(session, doses)
    yield from _other_products(session, doses)
    yield from _unknown_doses(session, doses)
    yield from _told_today(session, history, doses)


def days_since(dose: Dose, on: dt.date) -> tuple[int, int | None]:
    """Fewest and most days since a dose; the most is None where no date is known at all."""
    if dose.given is None:
        return 0, None
    return max(0, (on - dose.given.last).days), (on - dose.given.first).days


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day some calendar months earlier, the month's last day where that one is shorter.

    >>> months_before(dt.date(2026, 6, 30), 4)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in range(day.day, 0, -1):
        try:
            return dt.date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")


# -- how long ago ---------------------------------------------------------------------------------------
def _interval(session: Charting, version: Version, doses: Sequence[Dose]) -> Iterator[Finding]:
    if not doses:
        return
    least = int(claim("treatment.interval_days").number)
    last = min(doses, key=lambda dose: days_since(dose, session.on)[0])
    fewest, most = days_since(last, session.on)
    inputs = (("days since the last toxin", _range(fewest, most)), ("limit in days", str(least)))
    if fewest < least:
        certain = most is not None and most < least
        yield Finding(
            rule="interval",
            severity=Severity.STOP,
            sentence=f"The last toxin was {_range(fewest, most)} days ago ({_place(last)}); {least} are the least.",
            claims=("treatment.interval_days",),
            inputs=inputs,
            unknown=() if certain else ("the day of the last toxin",),
        )
    elif fewest < version.interval_days:
        sentence = f"The last toxin was {fewest} days ago; this protocol asks for {version.interval_days}."
        rule = "protocol_interval"
        yield Finding(rule=rule, severity=Severity.LOOK, sentence=sentence, claims=_INTERVAL, inputs=inputs)


_INTERVAL = ("treatment.interval_days",)


# -- how much in all ------------------------------------------------------------------------------------
def _cumulative(session: Charting, doses: Sequence[Dose]) -> Iterator[Finding]:
    if not same_product(session.session.product or "", LIMITED):
        return
    limit, days = claim("treatment.cumulative_units").number, claim("treatment.cumulative_days").number
    longer = claim("treatment.cumulative_look_days").number
    for window, severity in ((days, Severity.STOP), (longer, Severity.LOOK)):
        within = [dose for dose in doses if _limited(dose) and days_since(dose, session.on)[0] <= window]
        units = session.total_units + sum((dose.units or Decimal(0) for dose in within), Decimal(0))
        if Fraction(units) > limit:
            yield Finding(
                rule="cumulative_units",
                severity=severity,
                sentence=f"With today {plain(units)} U of {LIMITED} in {window} days, over all indications; "
                f"the most is {limit} U{'' if window == days else f' in {days} days'}.",
                claims=("treatment.cumulative_units", "treatment.cumulative_days", "treatment.cumulative_look_days"),
                inputs=(("today", plain(session.total_units)), *((_when(d), _amount(d)) for d in within)),
                countersign=severity is Severity.STOP,
            )
            return


def _limited(dose: Dose) -> bool:
    return dose.product is not None and same_product(dose.product, LIMITED)


# -- of which product -----------------------------------------------------------------------------------
def _other_products(session: Charting, doses: Sequence[Dose]) -> Iterator[Finding]:
    ours = session.session.product
    for dose in doses:
        if ours and dose.product and not same_product(dose.product, ours) and _recent(dose, session.on):
            yield Finding(
                rule="other_toxin",
                severity=Severity.STOP,
                sentence=f"{dose.product} was given {_when(dose)} ({_amount(dose)}). Its units are not units of "
                f"{ours}: the two are neither added nor converted.",
                claims=("treatment.other_toxin_months", "treatment.not_interchangeable"),
                inputs=((_when(dose), f"{_amount(dose)} of {dose.product}"),),
                unknown=() if dose.units is not None else ("the size of that dose",),
            )


def _unknown_doses(session: Charting, doses: Sequence[Dose]) -> Iterator[Finding]:
    for dose in doses:
        lacking = [name for name, value in (("units", dose.units), ("product", dose.product)) if value is None]
        if lacking and _recent(dose, session.on):
            yield Finding(
                rule="unknown_dose",
                severity=Severity.STOP,
                sentence=f"Of the toxin given {_when(dose)} ({_place(dose)}) the {' and '.join(lacking)} are not "
                "known; it is in no sum here.",
                claims=("treatment.cumulative_units", "treatment.other_toxin_months"),
                inputs=((_when(dose), _amount(dose)),),
                unknown=tuple(f"{name} of the toxin given {_when(dose)}" for name in lacking),
            )


def _told_today(session: Charting, history: History, doses: Sequence[Dose]) -> Iterator[Finding]:
    """Toxin elsewhere, as answered today: not known, or some without a dose on record."""
    told = history.answer(TOXIN_ELSEWHERE, session.on)
    if told is None or told.asked_on != session.on or told.answer is False:
        return
    on_record = [dose for dose in doses if dose.place and _recent(dose, session.on)]
    if told.answer and on_record:
        return
    words = "was given elsewhere, and no dose is on record" if told.answer else "may have been given elsewhere"
    yield Finding(
        rule="toxin_elsewhere",
        severity=Severity.STOP,
        sentence=f"Toxin {words}{f' ({told.detail})' if told.detail else ''}; it is in no sum here.",
        claims=("treatment.cumulative_units", "treatment.other_toxin_months"),
        inputs=(("toxin elsewhere", "some" if told.answer else "not known"),),
        unknown=("units and day of toxin given elsewhere",),
    )


def _recent(dose: Dose, on: dt.date) -> bool:
    since = months_before(on, int(claim("treatment.other_toxin_months").number))
    return dose.given is None or dose.given.last >= since


# -- words ----------------------------------------------------------------------------------------------
def _range(fewest: int, most: int | None) -> str:
    if most is None:
        return "an unknown number of"
    return str(most) if fewest == most else f"{fewest} to {most}"


def _place(dose: Dose) -> str:
    return f"{dose.place}, {dose.indication}" if dose.place else f"here, {dose.indication}"


def _when(dose: Dose) -> str:
    return "on an unknown date" if dose.given is None else f"{'on' if dose.given.is_day else 'in'} {dose.given}"


def _amount(dose: Dose) -> str:
    return "units not known" if dose.units is None else f"{plain(dose.units)} U"
