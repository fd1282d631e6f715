"""Whom the phone says to call: the clinic's numbers, those of the region that were seen in a source, or none."""

import dataclasses
import zoneinfo

import pytest

from migrainedays.clinic.records import actions, emergency, queries
from migrainedays.clinic.records.emergency import Numbers, known, numbers_for, region_of
from migrainedays.clinic.records.practice import Practice
from migrainedays.errors import Impossible


def practice(zone="Europe/Paris", **numbers):
    return Practice(name="Clinic", zone=zone, **numbers)


class TestRegions:
    def test_every_zone_exists_and_belongs_to_one_region(self):
        zones = [zone for told in emergency._regions().values() for zone in told["zones"]]
        assert set(zones) <= zoneinfo.available_timezones()
        assert len(zones) == len(set(zones))

    def test_every_number_names_its_source_and_whether_it_was_seen(self):
        for region, told in emergency._regions().items():
            for kind in ("emergency", "crisis"):
                if kind in told:
                    assert told[kind].isdecimal(), region
                    assert len(told[f"{kind}_source"]) > 8
                    assert told[f"{kind}_verified"] in (True, False)

    @pytest.mark.parametrize(
        ("zone", "numbers"),
        [
            ("Europe/Paris", Numbers("112", "3114")),
            ("Europe/Madrid", Numbers("112", "024")),
            ("America/New_York", Numbers("911", "988")),
            ("America/Toronto", Numbers("911", "988")),
            ("Europe/Berlin", Numbers("112", None)),
            ("Pacific/Auckland", Numbers(None, None)),
        ],
    )
    def test_what_a_clinic_there_shows(self, zone, numbers):
        assert numbers_for(practice(zone), None) == numbers

    def test_a_number_that_was_not_seen_in_a_source_is_never_shown(self):
        found = known("Europe/London", "emergency")
        assert found is not None
        assert not found.verified
        assert numbers_for(practice("Europe/London"), None) == Numbers(None, None)


class TestTheClinicsOwn:
    def test_they_come_before_the_regions(self):
        mine = practice(emergency_number="15", crisis_number="01 23 45")
        assert numbers_for(mine, "Europe/Paris") == Numbers("15", "01 23 45")

    def test_somebody_who_lives_elsewhere_is_given_what_works_there(self):
        mine = practice(emergency_number="15")
        assert numbers_for(mine, "America/New_York") == Numbers("911", "988")
        assert numbers_for(mine, "Pacific/Auckland") == Numbers(None, None)

    @pytest.mark.parametrize("number", ["call us", "1", "112; 911", "+", "1" * 30])
    def test_what_is_no_number_is_refused(self, number):
        with pytest.raises(Impossible, match="emergency_number"):
            practice(emergency_number=number)

    def test_the_phone_is_told(self, phone, clinic):
        stored = queries.practice.practice(clinic)
        assert phone.get("mine").json()["numbers"] == {"emergency": "112", "crisis": "3114"}
        own = dataclasses.replace(stored.value, emergency_number="15")
        actions.clinics.correct(practice=own, revision=stored.revision, by=clinic)
        assert phone.get("mine").json()["numbers"] == {"emergency": "15", "crisis": "3114"}

    def test_a_zone_of_nowhere_has_no_region(self):
        assert region_of(None) is None
        assert region_of("Etc/UTC") is None
