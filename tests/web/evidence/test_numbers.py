"""Numbers of the evidence as people read them."""

import pytest

from migrainedays.clinic.web.templatetags.evidence import percent, percent_interval, points, signed, signed_interval


@pytest.mark.parametrize(
    ("number", "read"), [(-1.44, "−1.4"), (0.26, "+0.3"), (0.0, "0.0"), (-0.04, "0.0"), (None, "–"), (12, "+12.0")]
)
def test_a_difference_has_its_sign(number, read):
    assert signed(number) == read


@pytest.mark.parametrize(
    ("share", "read"),
    [(0.0, "0 %"), (0.004, "< 1 %"), (0.25, "25 %"), (0.999, "> 99 %"), (1.0, "100 %"), (None, "–"), (0.99, "99 %")],
)
def test_a_share_is_never_rounded_to_none_or_all(share, read):
    assert percent(share) == read


@pytest.mark.parametrize(("difference", "read"), [(0.617, "+62"), (-0.151, "−15"), (0.001, "0")])
def test_a_difference_of_shares_is_in_points(difference, read):
    assert points(difference) == read


def test_intervals_have_both_ends():
    assert signed_interval({"low": -3.12, "high": 0.4}) == "−3.1 to +0.4"
    assert percent_interval({"low": 0.05, "high": 0.48}) == "5 % to 48 %"
