"""What becomes of each entry of a batch, at the edges."""

import uuid

import pytest

from migrainedays.diary.phone import read_operation
from tests.phone import DIARY, PHONE, raw, take


class TestTheFuture:
    @pytest.mark.parametrize(
        ("date", "taken"),
        [("2026-03-01", True), ("2026-03-02", True), ("2026-03-03", True), ("2026-03-04", False)],
    )
    def test_a_clock_a_day_fast_in_the_furthest_zone_is_still_believed(self, date, taken):
        """Received on 1 March, 21:00 UTC: a day ahead and fourteen hours reach 3 March."""
        outcome = take(raw({"headache": False}, date=date), at="2026-03-01T21:00:00+00:00")
        assert bool(outcome.accepted) is taken

    def test_by_the_clinics_clock_in_any_zone(self):
        outcome = take(raw({"headache": False}, date="2026-03-03"), at="2026-03-02T10:59:00+14:00")
        assert len(outcome.accepted) == 1


class TestKnown:
    def test_a_phone_that_joined_anew_may_send_its_old_entries(self):
        first = raw({"headache": True})
        stored = read_operation({**first, "device": str(uuid.uuid4())})
        assert take(first, stored={stored.id: stored}).known == (stored.id,)

    def test_each_entry_is_named_once(self):
        first = raw({"headache": True})
        outcome = take(first, first, first)
        assert list(outcome.confirmed) == [uuid.UUID(first["id"])]

    def test_a_place_and_an_id_for_each_refusal(self):
        lacking, wrong = raw({}), raw({"peak": 9})
        refused = take("nonsense", lacking, wrong).refused
        assert [(each.position, each.id) for each in refused] == [(0, None), (1, lacking["id"]), (2, wrong["id"])]

    def test_a_long_or_strange_id_is_not_given_back_whole(self):
        refused = take({"id": "x" * 10_000}, {"id": 7}).refused
        assert [each.id for each in refused] == ["x" * 36, None]


class TestWhose:
    def test_the_diary_and_the_device_of_the_phone_that_sends(self):
        (operation,) = take(raw({"peak": 1})).accepted
        assert (operation.diary, operation.device) == (DIARY, PHONE)

    @pytest.mark.parametrize("name", ["diary", "device"])
    def test_no_others(self, name):
        (refused,) = take(raw({"peak": 1}, **{name: str(uuid.uuid4())})).refused
        assert refused.field == name
