"""What the record shows of each point that a payer asks: yes, no, or not shown, with its number and its days."""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from migrainedays.classification import Count, Window
from migrainedays.course.compare import fall, falls_by
from migrainedays.course.outcomes import units_of
from migrainedays.diary import Tri
from migrainedays.literature import claim
from migrainedays.reports.documents.cited import Cited
from migrainedays.reports.documents.document import Text
from migrainedays.reports.documents.policies import Point
from migrainedays.reports.documents.preventives import class_of
from migrainedays.treatment import Preventive

FAILED = ("inefficacy", "intolerance", "contraindication")
LIMITS = ("triptan", "ergot", "opioid", "combination", "non_opioid")


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """What one point asks, what the record shows of it, and whether that is enough."""

    asks: str
    shows: Text
    answer: Tri


def shown(point: Point, cited: Cited) -> Shown:
    """Judge one point over the course that is cited."""
    answer, shows = _JUDGES[point.asks](point, cited)
    return Shown(_asks(point, cited), shows, answer)


def _asks(point: Point, cited: Cited) -> str:
    say = cited.words
    values: dict[str, object] = {}
    if point.claim.value is not None:
        number = Fraction(point.claim.value)
        values["limit"] = say.percent(number) if 0 < number < 1 else say.number(number)
    if point.also is not None:
        values["days"] = values["cycles"] = say.number(Fraction(point.also.number))
    if point.classes:
        values["classes"] = ", ".join(say.named("preventive", name) for name in point.classes)
    return say(f"asks_{point.asks}", **values)


Judged = tuple[Tri, Text]


def _counted(point: Point, cited: Cited, count_of: Callable[[Window], Count]) -> Judged:
    baseline = cited.found.followed.baseline
    if baseline is None:
        return Tri.INDETERMINATE, cited.words("shows_no_baseline")
    count = count_of(baseline)
    before, after = cited.words("shows_days", count="|", entered=cited.words.entered(baseline)).split("|")
    return count.reaches(int(point.claim.number)), (before, cited.count(baseline, count), after)


def _headache_days(point: Point, cited: Cited) -> Judged:
    return _counted(point, cited, lambda window: window.headache_days)


def _migraine_days(point: Point, cited: Cited) -> Judged:
    return _counted(point, cited, lambda window: window.migraine_days)


def _long_headache_days(point: Point, cited: Cited) -> Judged:
    """Headache days as the profile of the policy counts them."""
    verdicts = cited.found.followed.verdicts

    def count(window: Window) -> Count:
        answers = [verdicts[date].headache_day for date in window.span if date in verdicts]
        return Count.of(answers.count(Tri.YES), answers.count(Tri.NO), len(window.span))

    return _counted(point, cited, count)


def _adult(point: Point, cited: Cited) -> Judged:
    """By the year of birth alone: the age is one of two."""
    born, on = cited.found.followed.course.person.birth_year, _on(cited)
    if born is None or on is None:
        return Tri.INDETERMINATE, cited.words("shows_nothing")
    low, high = on.year - born - 1, on.year - born
    return Tri.within(int(point.claim.number), low, high), cited.words("shows_age", low=low, high=high)


def _preventives(point: Point, cited: Cited) -> Judged:
    tried = _tried_before(cited)
    if not tried:
        return Tri.INDETERMINATE, cited.words("shows_nothing")
    failed = {p.drug for p in tried if p.stop_reason in FAILED}
    unclear = {p.drug for p in tried if p.stopped_on is not None and p.stop_reason is None} - failed
    key = "shows_preventives_unclear" if unclear else "shows_preventives"
    says = cited.words(key, count=len(failed), unclear=len(unclear))
    return Tri.within(int(point.claim.number), len(failed), len(failed) + len(unclear)), says


def _preventive_classes(point: Point, cited: Cited) -> Judged:
    tried = _tried_before(cited)
    if not tried or point.also is None:
        return Tri.INDETERMINATE, cited.words("shows_nothing")
    least, end = int(point.also.number), _on(cited)
    found: dict[str, None] = {}
    for preventive in tried:
        name = class_of(preventive.drug)
        days = _days_taken(preventive, end)
        if name in point.classes and name is not None and days is not None and days >= least:
            found[name] = None
    classes = ", ".join(cited.words.named("preventive", name) for name in found)
    says = cited.words("shows_classes", count=len(found), classes=classes or cited.words("no"))
    return Tri.of(len(found) >= int(point.claim.number)), says


def _days_taken(preventive: Preventive, end: dt.date | None) -> int | None:
    last = preventive.stopped_on or end
    return None if last is None else (last - preventive.started_on).days + 1


def _overuse_managed(point: Point, cited: Cited) -> Judged:
    """No drug class at its limit in the baseline needs no managing; how overuse was managed no diary shows."""
    baseline = cited.found.followed.baseline
    if baseline is None or not cited.found.followed.course.diary.intakes_kept:
        return Tri.INDETERMINATE, cited.words("shows_nothing")
    reached = [baseline.acute_days[name].reaches(overuse_limit(name)) for name in LIMITS]
    if all(answer is Tri.NO for answer in reached):
        return Tri.YES, cited.words("shows_overuse_none")
    words = "shows_overuse" if Tri.YES in reached else "shows_nothing"
    return Tri.INDETERMINATE, cited.words(words)


def overuse_limit(name: str) -> int:
    """The days a month from which a class of acute drugs is overused."""
    return int(claim(f"overuse.{name}_days").number)


def _fall_share(point: Point, cited: Cited) -> Judged:
    followed = cited.found.followed
    cycle = followed.cycle(int(point.also.number)) if point.also is not None else None
    last = cycle.last if cycle else None
    answer = falls_by(point.claim.key, followed.baseline, last)
    return answer.verdict, _fall(cited, followed.baseline, last)


def _any_fall(point: Point, cited: Cited) -> Judged:
    """Whether there are fewer headache days than before; the policy does not say how many fewer."""
    followed = cited.found.followed
    cycle = followed.latest_evaluable
    after = cycle.first if cycle else None
    baseline = followed.baseline if followed.baseline and followed.baseline.evaluable else None
    fell = fall(baseline, after)
    return (Tri.INDETERMINATE if fell is None else Tri.of(fell > 0)), _fall(cited, baseline, after)


def _fall(cited: Cited, before: Window | None, after: Window | None) -> Text:
    fell = fall(before, after)
    if before is None or after is None or fell is None:
        return cited.words("shows_not_lived")
    parts = cited.words("shows_fall", before="|", after="|", change=cited.words.change(fell)).split("|")
    first, second = cited.count(before, before.headache_days), cited.count(after, after.headache_days)
    return (parts[0], first, parts[1], second, parts[2])


def _interval(point: Point, cited: Cited) -> Judged:
    dates = sorted(cycle.on for cycle in cited.found.followed.cycles)
    if len(dates) < 2:
        return Tri.YES, cited.words("shows_one_session")
    shortest = min((later - earlier).days for earlier, later in itertools.pairwise(dates))
    return Tri.of(shortest >= int(point.claim.number)), cited.words("shows_interval", days=shortest)


def _units(point: Point, cited: Cited) -> Judged:
    """The most units within the days that the policy counts them over; a dose elsewhere that may lie within them
    leaves it open."""
    course = cited.found.followed.course
    given = [(cycle.on, units_of(course, cycle.session)) for cycle in cited.found.followed.cycles]
    if not given or point.also is None or any(units is None for _, units in given):
        return Tri.INDETERMINATE, cited.words("shows_nothing")
    days = int(point.also.number)
    since = given[0][0] - dt.timedelta(days=days)
    if any(s.is_elsewhere and (s.date is None or s.date.last > since) for s in course.sessions):
        return Tri.INDETERMINATE, cited.words("shows_nothing")
    sums = [sum(u for on, u in given if u is not None and 0 <= (end - on).days < days) for end, _ in given]
    most = cited.words("units", number=cited.words.number(Fraction(max(sums))))
    return Tri.of(max(sums) <= point.claim.number), cited.words("shows_units", units=most)


def _tried_before(cited: Cited) -> list[Preventive]:
    """The preventives that were begun before session 1; all of them where there was none."""
    cycles = cited.found.followed.cycles
    tried: Iterator[Preventive] = iter(cited.found.followed.course.preventives)
    return [p for p in tried if not cycles or p.started_on < cycles[0].on]


def _on(cited: Cited) -> dt.date | None:
    cycles = cited.found.followed.cycles
    return cycles[0].on if cycles else cited.found.followed.on


_JUDGES: Mapping[str, Callable[[Point, Cited], Judged]] = {
    "headache_days": _headache_days,
    "migraine_days": _migraine_days,
    "long_headache_days": _long_headache_days,
    "adult": _adult,
    "preventives": _preventives,
    "preventive_classes": _preventive_classes,
    "overuse_managed": _overuse_managed,
    "fall_share": _fall_share,
    "any_fall": _any_fall,
    "interval": _interval,
    "units": _units,
}
