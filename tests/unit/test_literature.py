"""Claims: exact numbers with their sources."""

from fractions import Fraction

import pytest

from migrainedays.literature import claim, read_claims


def test_a_number_is_exact():
    assert claim("nice_ta260.response").number == Fraction(3, 10)
    assert isinstance(claim("nice_ta260.episodic").number, int)


def test_a_rule_that_names_no_claim_is_our_own_fault():
    with pytest.raises(KeyError):
        claim("nice_ta260.nothing")


def test_words_alone_have_no_number():
    words = [found for found in read_claims().values() if found.value is None]
    for found in words:
        with pytest.raises(ValueError, match=found.key):
            _ = found.number


@pytest.mark.parametrize("found", read_claims().values(), ids=lambda found: found.key)
def test_an_interval_holds_its_value(found):
    low = found.value if found.low is None else found.low
    high = found.value if found.high is None else found.high
    if found.value is not None:
        assert low <= found.value <= high


def test_keys_are_topic_and_name():
    assert all(key.count(".") == 1 and key == found.key for key, found in read_claims().items())
