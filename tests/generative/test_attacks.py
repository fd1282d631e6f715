"""What must hold of attacks and their days, in any offset and any zone."""

import datetime as dt
import itertools
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from migrainedays.diary import Attack, Diary, lived_days
from migrainedays.diary.from_attacks import duration, minutes_of, started_at, stretches, touched_days
from tests.diaries import ANNA
from tests.strategies import ZONES

MINUTE = dt.timedelta(minutes=1)
STARTS = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 12, 20)).map(
    lambda at: at.replace(second=0, microsecond=0, tzinfo=dt.UTC)
)
LENGTHS = st.integers(0, 6 * 1440).map(lambda minutes: dt.timedelta(minutes=minutes))
ZONE = st.sampled_from(ZONES)


def lived(start: dt.datetime, length: dt.timedelta, zone: str, name: str = "a") -> Attack:
    """An attack as a clock in a zone told it, with the offset of that moment."""
    return Attack(patient=ANNA, attack=name, started_at=_told(start, zone), ended_at=_told(start + length, zone))


def _told(moment: dt.datetime, zone: str) -> dt.datetime:
    local = moment.astimezone(ZoneInfo(zone))
    return local.replace(tzinfo=dt.timezone(local.utcoffset()))


@given(STARTS, LENGTHS, ZONE, ZONE)
def test_a_time_zone_never_changes_how_long_an_attack_lasted(start, length, here, there):
    assert duration(lived(start, length, here)) == duration(lived(start, length, there)) == (length, length)


@settings(max_examples=200)
@given(STARTS, LENGTHS, ZONE, st.none() | ZONE)
def test_the_days_of_an_attack_make_up_its_duration(start, length, zone, home):
    parts = [stretch for _, stretch in stretches(lived(start, length, zone), zone=home)]
    assert sum((end - begin for begin, end in parts), dt.timedelta()) == length
    assert minutes_of(parts) == length // MINUTE
    assert all(earlier[1] == later[0] for earlier, later in itertools.pairwise(parts))


@settings(max_examples=200)
@given(STARTS, LENGTHS, ZONE)
def test_the_days_follow_each_other_from_the_day_on_which_it_began(start, length, zone):
    attack = lived(start, length, zone)
    days = [day for day, _ in stretches(attack, zone=zone)]
    assert days[0] == started_at(attack).date()
    assert all((later - earlier).days == 1 for earlier, later in itertools.pairwise(days))


@settings(max_examples=200)
@given(STARTS, LENGTHS, ZONE)
def test_every_stretch_lies_on_its_day_as_the_person_lived_it(start, length, zone):
    for day, (begin, end) in stretches(lived(start, length, zone), zone=zone):
        assert begin.astimezone(ZoneInfo(zone)).date() == day
        if end > begin:
            assert (end - MINUTE).astimezone(ZoneInfo(zone)).date() == day


@settings(max_examples=100)
@given(st.lists(st.tuples(STARTS, LENGTHS), min_size=1, max_size=4), ZONE)
def test_attacks_that_overlap_never_put_more_on_a_day_than_each_of_them_together(several, zone):
    attacks = [lived(start, length, zone, str(n)) for n, (start, length) in enumerate(several)]
    together = touched_days(attacks, zone=zone)
    alone = [touched_days([attack], zone=zone) for attack in attacks]
    for day, touched in together.items():
        each = [found[day].minutes for found in alone if day in found]
        assert max(each) <= touched.minutes <= min(sum(each), 25 * 60)
    assert set(together) == {day for found in alone for day in found}


@settings(max_examples=100)
@given(STARTS, st.integers(0, 40), ZONE)
def test_an_attack_without_an_end_touches_every_day_until_now(start, more, zone):
    attack = Attack(patient=ANNA, attack="a", started_at=_told(start, zone))
    first = started_at(attack).date()
    days = lived_days(Diary(attacks=(attack,)), on=first + dt.timedelta(days=more), zone=zone).days
    assert list(days) == [first + dt.timedelta(days=n) for n in range(more + 1)]
    assert all(day.headache and day.minutes <= 1440 for day in days.values())
