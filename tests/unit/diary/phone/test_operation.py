"""One entry as it left the phone: read, written and read again."""

import pytest

from migrainedays.diary.phone import read_operation, write_operation
from migrainedays.diary.phone.operation import MOST_FIELDS, MOST_PARENTS
from migrainedays.errors import Impossible
from tests.phone import entry, raw


def refusal(given):
    with pytest.raises(Impossible) as refused:
        read_operation(given)
    return refused.value.column, refused.value.reason


class TestReading:
    def test_comes_back_as_it_was_written(self):
        given = raw({"headache": True, "aura_kinds": ["visual"], "intake/a/doses": "1"}, correction=True)
        assert write_operation(read_operation(given)) == given

    def test_a_lacking_zone_is_utc(self):
        assert read_operation(raw({"peak": 1}, zone="")).zone == "UTC"

    @pytest.mark.parametrize("given", [None, 7, "entry", [], [1]])
    def test_what_is_no_object(self, given):
        assert refusal(given) == ("entry", "is not an object")

    @pytest.mark.parametrize("name", ["id", "diary", "device"])
    @pytest.mark.parametrize("value", [None, 7, "", "x" * 36, "0" * 32])
    def test_what_is_no_id(self, name, value):
        assert refusal(raw({"peak": 1}, **{name: value})) == (name, "is not an id made on a phone")

    @pytest.mark.parametrize("name", ["date", "claimed_at", "zone"])
    @pytest.mark.parametrize("value", [None, 7, ["2026-03-01"], "2" * 65])
    def test_what_is_no_text(self, name, value):
        assert refusal(raw({"peak": 1}, **{name: value}))[0] == name

    def test_so_many_fields_and_parents_and_no_more(self):
        some = {f"exposure/{n}/level": 1 for n in range(MOST_FIELDS)}
        assert len(read_operation(raw(some)).changes) == MOST_FIELDS
        assert refusal(raw({**some, "peak": 1}))[0] == "changes"
        parent = raw({})["id"]
        assert read_operation(raw({"peak": 1}, parents=[parent] * MOST_PARENTS)).parents
        assert refusal(raw({"peak": 1}, parents=[parent] * (MOST_PARENTS + 1)))[0] == "parents"

    def test_correction_is_only_what_says_so(self):
        assert not read_operation(raw({"peak": 1}, correction="yes")).correction


class TestWhatAnAnswerImplies:
    @pytest.mark.parametrize("felt", [{"peak": 1}, {"minutes": 30}, {"ongoing": True}])
    def test_pain_says_that_there_was_a_headache(self, felt):
        assert read_operation(raw(felt)).changes == {**felt, "headache": True}

    @pytest.mark.parametrize("nothing", [{"peak": 0}, {"minutes": 0}, {"ongoing": False}, {"peak": None}])
    def test_no_pain_says_nothing_of_it(self, nothing):
        assert read_operation(raw(nothing)).changes == nothing

    def test_no_headache_takes_pain_back(self):
        taken_back = {"headache": False, "peak": None, "minutes": None, "ongoing": None}
        assert read_operation(raw({"headache": False})).changes == taken_back

    @pytest.mark.parametrize("felt", ["peak", "minutes"])
    def test_both_at_once_are_refused(self, felt):
        assert refusal(raw({"headache": False, felt: 2})) == (
            felt,
            "is given for a day that says there was no headache",
        )


class TestReplacing:
    def test_what_was_on_the_screen(self):
        first = entry(peak=1)
        second = entry(first, peak=2)
        assert second.replaces(first)
        assert not first.replaces(second)

    def test_two_that_name_each_other_replace_neither(self):
        one, two = raw({"peak": 1}), raw({"peak": 2})
        one["parents"], two["parents"] = [two["id"]], [one["id"]]
        first, second = read_operation(one), read_operation(two)
        assert not first.replaces(second)
        assert not second.replaces(first)
