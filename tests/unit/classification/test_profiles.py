"""The profile files: complete, and resting on claims."""

import pytest

from migrainedays.classification import profile, profile_names
from migrainedays.classification.clauses import CLAUSES, clause
from migrainedays.classification.limits import limit
from migrainedays.classification.profiles import DEFAULT
from migrainedays.diary import Tri
from migrainedays.errors import WrongUse
from migrainedays.literature import claim, read_claims
from tests.diaries import headache, verdict


@pytest.mark.parametrize("name", profile_names())
def test_a_profile_is_complete(name):
    found = profile(name)
    assert found.name == name
    assert found.version
    assert found.title
    assert found.source
    assert found.headache_day
    assert found.moderate_severe_day
    assert found.migraine_day or found.unverified
    for ways in (found.headache_day, found.migraine_day, found.moderate_severe_day):
        for way in ways:
            assert way.says
            assert way.clauses


def test_the_five_of_the_contract_are_there():
    assert {"US_LABEL", "LEIDEN_2023", "LEIDEN_BASE", "ICHD3_C", "ICHD3_COUNT"} <= set(profile_names())
    assert DEFAULT == "LEIDEN_2023"


def test_only_the_counting_rules_ask_for_what_came_before():
    assert [name for name in profile_names() if profile(name).needs_history] == ["ICHD3_COUNT", "US_LABEL"]


NAMES = (
    "ERENUMAB_CM", "HALO_CM", "ICHD3_C", "ICHD3_COUNT", "IHS_CM_2018", "LEIDEN_2023", "LEIDEN_BASE", "MOD_SEV_DAY",
    "PROGRESS", "US_LABEL",
)  # fmt: skip


def test_an_unknown_profile_is_wrong_use():
    assert profile_names() == NAMES
    with pytest.raises(WrongUse) as refused:
        profile("MINE")
    assert str(refused.value) == f"There is no profile MINE. There are: {', '.join(NAMES)}."


# -- what a file says is what the profile is -----------------------------------------------------------------------
def ways(found):
    """Each way of a question: what it says of itself, and what its clauses say."""
    return [(way.says, *(asked.says for asked in way.clauses)) for way in found]


def test_the_label_as_it_is_read():
    found = profile("US_LABEL")
    assert (found.name, found.version, found.verified) == ("US_LABEL", "1", True)
    assert found.title == "Headache day of the United States label; migraine day of the PREEMPT trials"
    assert found.source.startswith("BOTOX prescribing information (openFDA)")
    assert found.unverified == "the migraine day, which follows the PREEMPT trials from memory"
    assert ways(found.headache_day) == [
        ("headache of 4 hours a day or longer", "headache", "headache of 240 minutes or more"),
    ]
    assert ways(found.migraine_day) == [
        (
            "4 hours or more of migraine or probable migraine", "headache", "headache of 240 minutes or more",
            "1.1, 1.2 or 1.5 migraine or probable migraine",
        ),
    ]  # fmt: skip
    assert (found.migraine_day_is_headache_day, found.needs_history) == (False, True)


def test_the_leiden_definition_as_it_is_read():
    found = profile("LEIDEN_2023")
    assert found.unverified == ""
    assert ways(found.headache_day) == [
        ("headache of an hour or more", "headache", "headache of 60 minutes or more"),
        ("any headache with an acute drug", "headache", "acute drug taken"),
    ]
    assert ways(found.migraine_day) == [
        (
            "headache of 30 minutes or more with migraine features", "headache", "headache of 30 minutes or more",
            "1.1 C two of four pain features", "1.1 D nausea or vomiting, or photophobia and phonophobia",
        ),
        ("visual aura", "visual aura of 5 to 60 minutes"),
        ("headache with a migraine-specific drug", "headache", "migraine-specific drug taken"),
    ]  # fmt: skip
    assert (found.migraine_day_is_headache_day, found.needs_history) == (True, False)


def test_a_severe_day_is_peak_2_or_3_unless_the_profile_says_what_else():
    usual = [("peak 2 or 3, any duration", "headache", "moderate or severe pain")]
    assert ways(profile("US_LABEL").moderate_severe_day) == usual
    assert ways(profile("LEIDEN_2023").moderate_severe_day) == usual
    own = profile("MOD_SEV_DAY")
    assert ways(own.moderate_severe_day) == ways(own.headache_day) == [
        (
            "moderate or severe pain of 4 hours or more", "headache", "moderate or severe pain",
            "headache of 240 minutes or more",
        ),
        ("relieved by an acute drug", "headache", "relieved by an acute drug"),
    ]  # fmt: skip
    assert own.migraine_day == ()


def test_an_unknown_clause_is_our_own_fault():
    with pytest.raises(KeyError):
        clause("wishful")
    with pytest.raises(KeyError):
        clause("minutes nowhere.minutes")


def test_clauses_say_what_they_ask():
    assert all(found.says for found in CLAUSES.values())
    assert clause("minutes us_label.headache_minutes").says == "headache of 240 minutes or more"


@pytest.mark.parametrize(("minutes", "expected"), [(59, Tri.NO), (60, Tri.YES), (None, Tri.INDETERMINATE)])
def test_a_clause_of_minutes_asks_for_those_of_its_claim(minutes, expected):
    asked = clause("minutes leiden.headache_minutes")
    assert asked.says == "headache of 60 minutes or more"
    assert asked.ask(verdict("LEIDEN_2023", headache(minutes=minutes)).case) is expected


def test_a_threshold_that_is_no_whole_number_is_no_limit():
    with pytest.raises(ValueError, match=r"claim nice_ta260.response states 3/10, and a day, an hour or a dose is "):
        limit("nice_ta260.response")
    assert limit("ichd3.chronic_headache_days") == 15


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ichd3.attacks_needed", 5),
        ("ichd3.aura_attacks_needed", 2),
        ("ichd3.attack_minutes", 4 * 60),
        ("ichd3.attack_minutes_under_18", 2 * 60),
        ("ichd3.attack_minutes_longest", 72 * 60),
        ("ichd3.aura_features", 3),
        ("ichd3.chronic_headache_days", 15),
        ("ichd3.chronic_migraine_days", 8),
        ("ichd3.status_remission_minutes", 12 * 60),
        ("overuse.triptan_days", 10),
        ("overuse.ergot_days", 10),
        ("overuse.opioid_days", 10),
        ("overuse.combination_days", 10),
        ("overuse.non_opioid_days", 15),
        ("overuse.headache_days", 15),
        ("overuse.multiple_days", 10),
        ("windows.evaluable_entries", 20),
        ("windows.low_confidence_entries", 14),
        ("leiden.headache_minutes", 60),
        ("leiden.migraine_minutes", 30),
        ("leiden.base_migraine_minutes", 240),
        ("us_label.headache_minutes", 240),
    ],
)
def test_published_numbers(key, value):
    assert claim(key).value == value


def test_what_was_not_seen_in_a_source_says_so():
    unseen = {"overuse.opioid_days", "overuse.other_days", "overuse.subtypes", "us_label.migraine_minutes"}
    assert all(not claim(key).verified for key in unseen)
    assert all(not found.verified for key, found in read_claims().items() if key.startswith("trial_days."))
