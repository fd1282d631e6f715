"""Published first responses: shares of those left, and of all by then, never one for the other."""

from fractions import Fraction

from migrainedays.evidence.published import published_responses
from migrainedays.literature import claim


def test_the_first_session_is_the_same_either_way():
    first = published_responses()[0]
    assert first.then == first.by_then == Fraction(claim("evidence.first_response_1").number)
    assert first.verified


def test_a_later_share_is_of_those_who_are_left():
    first, second, third = published_responses()
    assert second.by_then == first.by_then + (1 - first.by_then) * second.then
    assert third.by_then == second.by_then + (1 - second.by_then) * third.then


def test_the_sums_are_those_that_the_source_gives():
    assert [response.by_then_percent for response in published_responses()] == [49.3, 60.6, 70.9]


def test_what_follows_from_an_unseen_figure_was_not_seen():
    assert [response.verified for response in published_responses()] == [True, False, False]
