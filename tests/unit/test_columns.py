"""Cells and columns: what is read is what was written, and what cannot be is refused in words."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrainedays.columns import Column, attach_zone, columns_of, key_of
from migrainedays.diary import Attack, DiaryDay
from migrainedays.errors import Impossible
from migrainedays.treatment import Injection, Session
from migrainedays.windows import Span

JANUARY = dt.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("integer", "42", 42),
        ("integer", "-1", -1),
        ("units", "2.5", Decimal("2.5")),
        ("boolean", "true", True),
        ("boolean", "FALSE", False),
        ("answer", "no", False),
        ("date", "2026-01-01", JANUARY),
        ("span", "2026", Span(JANUARY, dt.date(2026, 12, 31))),
        ("many", "visual; sensory", ("sensory", "visual")),
        (
            "datetime",
            "2026-01-01T08:30+01:00",
            dt.datetime(2026, 1, 1, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=1))),
        ),
        ("text", "hair in a ponytail", "hair in a ponytail"),
    ],
)
def test_a_cell_is_read_as_its_value(kind, cell, value):
    assert Column(kind).read(f" {cell} ") == value


@pytest.mark.parametrize(
    ("kind", "cell", "words"),
    [
        ("integer", "4.2", "not a whole number"),
        ("integer", "4 2", "not a whole number"),
        ("units", "2,5", "with a point"),
        ("units", "five", "not a number"),
        ("units", "NaN", "not a number"),
        ("boolean", "yes", "neither true nor false"),
        ("boolean", "1", "neither true nor false"),
        ("answer", "maybe", "neither yes nor no"),
        ("date", "01/02/2026", "not a date"),
        ("date", "2026-02-30", "does not exist"),
        ("span", "2026-1", "not a date"),
        ("datetime", "yesterday", "not a moment"),
        ("datetime", "2026-01-01", "not a moment"),
    ],
)
def test_a_cell_that_cannot_be_read_says_what_to_write(kind, cell, words):
    with pytest.raises(ValueError, match=words):
        Column(kind).read(cell)


def test_a_blank_cell_is_not_asked():
    assert Column("boolean").read("  ") is None
    assert DiaryDay(patient="1", date=JANUARY).headache is None


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(str.strip).filter(bool))
def test_text_comes_back_as_it_was_written(words):
    column = Column("text")
    assert column.read(column.write(words)) == words


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1+1"])
def test_no_text_is_written_that_a_spreadsheet_would_run(formula):
    cell = Column("text").write(formula)
    assert cell.startswith("'")
    assert Column("text").read(cell) == formula


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("minutes", 1441, "outside 0 to 1440"),
        ("minutes", -1, "outside"),
        ("peak", 4, "outside 0 to 3"),
        ("aura_kinds", ("auditory",), "is not one of"),
        ("zone", "Europe/Atlantis", "IANA"),
        ("date", dt.date(1, 1, 1), "outside the years"),
        ("date", None, "identifies the row"),
    ],
)
def test_a_value_refuses_what_it_cannot_hold(column, value, words):
    fields = {"patient": "1", "date": JANUARY, "headache": True, column: value}
    with pytest.raises(Impossible, match=words) as refused:
        DiaryDay(**fields)
    assert (refused.value.table, refused.value.column) == ("days", column)


def test_two_columns_that_contradict_each_other_are_refused():
    with pytest.raises(Impossible, match="headache=false"):
        DiaryDay(patient="1", date=JANUARY, headache=False, minutes=30)
    with pytest.raises(Impossible, match="before the attack began"):
        start = dt.datetime(2026, 1, 1, 8, tzinfo=dt.UTC)
        Attack(patient="1", attack="a", started_at=start, ended_at=start - dt.timedelta(minutes=1))


def test_units_are_exact_to_a_tenth():
    assert Injection(patient="1", session=1, muscle="temporalis", side="left", site=1, units=Decimal("2.5")).units
    with pytest.raises(Impossible, match="finer than"):
        Injection(patient="1", session=1, muscle="temporalis", side="left", site=1, units=Decimal("2.55"))


def test_a_session_here_has_its_day_and_one_elsewhere_may_have_its_year():
    assert Session(patient="1", session=0, date=Span.read("2019")).on is None
    with pytest.raises(Impossible, match="whole date"):
        Session(patient="1", session=1, date=Span.read("2019"))


def test_key_columns_come_first():
    assert key_of(DiaryDay) == ("patient", "date")
    assert list(columns_of(Injection))[:5] == ["patient", "session", "muscle", "side", "site"]


def test_a_moment_without_an_offset_takes_that_of_the_zone_at_that_time():
    summer = attach_zone(dt.datetime(2026, 7, 1, 8), "Europe/Paris")
    winter = attach_zone(dt.datetime(2026, 1, 1, 8), "Europe/Paris")
    assert summer.isoformat().endswith("+02:00")
    assert winter.isoformat().endswith("+01:00")
    with pytest.raises(ValueError, match="no zone"):
        attach_zone(dt.datetime(2026, 7, 1, 8), None)


class TestManyWords:
    @pytest.mark.parametrize(
        "given",
        [
            ("visual", "sensory"),
            ("sensory", "visual"),
            ["visual", "sensory", "visual"],
            {"visual", "sensory"},
        ],
        ids=["unsorted", "sorted", "twice", "a set"],
    )
    def test_are_held_once_each_and_in_one_order(self, given):
        day = DiaryDay(patient="Anna", date=JANUARY, aura_kinds=given)
        assert day.aura_kinds == ("sensory", "visual")
        assert day == DiaryDay(patient="Anna", date=JANUARY, aura_kinds=("sensory", "visual"))

    @pytest.mark.parametrize("given", [(), [], None])
    def test_none_of_them_is_not_asked(self, given):
        assert DiaryDay(patient="Anna", date=JANUARY, aura_kinds=given).aura_kinds == ()

    def test_a_word_that_is_not_on_the_list_is_refused_as_it_was_given(self):
        with pytest.raises(Impossible, match="aura_kinds"):
            DiaryDay(patient="Anna", date=JANUARY, aura_kinds=("visual", "a word of my own"))

    @given(words=st.lists(st.sampled_from(columns_of(DiaryDay)["pain_areas"].choices)))
    def test_the_cell_of_any_order_is_read_back_as_the_very_value(self, words):
        column = columns_of(DiaryDay)["pain_areas"]
        held = DiaryDay(patient="Anna", date=JANUARY, pain_areas=words).pain_areas
        assert column.read(column.write(held)) == held
        assert set(held) == set(words)
