"""Chapter: tied hair, three things that are kept apart.

The headache that traction itself makes (ICHD-3 4.6.2) goes within an hour of letting go. Tenderness of the scalp is
allodynia and has its scale. An attack after a day with tied hair is an exposure, counted by cycle.
"""

import pytest

from migrainedays.classification.traction import TractionEpisode, traction_headache
from migrainedays.diary import Tri

PONYTAIL = TractionEpisode(only_during_traction=True, worst_at_the_site=True, minutes_after_release=20)
MIGRAINE_AFTER = TractionEpisode(only_during_traction=False, worst_at_the_site=False, minutes_after_release=400)


def test_two_episodes_that_go_within_the_hour():
    assert traction_headache([PONYTAIL, PONYTAIL]) is Tri.YES


def test_one_episode_decides_nothing():
    assert traction_headache([PONYTAIL]) is Tri.INDETERMINATE
    assert traction_headache([]) is Tri.INDETERMINATE


@pytest.mark.parametrize(("minutes", "expected"), [(60, Tri.YES), (61, Tri.NO), (None, Tri.INDETERMINATE)])
def test_within_an_hour_of_letting_go(minutes, expected):
    assert TractionEpisode(True, True, minutes).meets is expected


@pytest.mark.parametrize("episode", [TractionEpisode(False, True, 5), TractionEpisode(True, False, 5)])
def test_only_during_traction_and_worst_at_its_site(episode):
    assert episode.meets is Tri.NO
    assert traction_headache([PONYTAIL, episode]) is Tri.NO


def test_a_migraine_attack_after_tied_hair_is_not_this_headache():
    assert MIGRAINE_AFTER.meets is Tri.NO
    assert traction_headache([MIGRAINE_AFTER, MIGRAINE_AFTER]) is Tri.NO


def test_what_was_not_asked_is_not_known():
    assert traction_headache([PONYTAIL, TractionEpisode()]) is Tri.INDETERMINATE
    assert traction_headache([PONYTAIL, TractionEpisode(), PONYTAIL]) is Tri.YES
