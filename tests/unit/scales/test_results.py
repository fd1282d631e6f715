"""Whole results: what each instrument makes of its answers, field by field."""

from fractions import Fraction

import pytest

from migrainedays.scales import INSTRUMENTS, Result, instrument
from migrainedays.scales.gas import t_score
from migrainedays.scales.instrument import reachable, total_of, unverified
from migrainedays.scales.msq import domain_score

NO_SCORE = ("blank_item_no_score",)
ITEM_9, ITEM_9_UNKNOWN = ("phq9_item_9",), ("phq9_item_9_not_answered",)
MSQ_FROM_MEMORY = ("msq.formula", "msq.half_rule")
GAS = "T score, correlation 0.3"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (
            "hit6 6 8 10 11 13 6",
            Result(scale="hit6", version="HIT-6", total=54, band="some", unverified=("hit6.no_blank",)),
        ),
        ("hit6 60", Result(scale="hit6", version="HIT-6", total=60, band="severe", unverified=("hit6.no_blank",))),
        ("hit6 -", Result(scale="hit6", version="HIT-6", total=None, flags=NO_SCORE, unverified=("hit6.no_blank",))),
        (
            "midas 1 2 3 4 5 80 7",
            Result(
                scale="midas", version="MIDAS", total=15, band="III",
                parts={"A": 80, "B": 7}, unverified=("midas.total_max",),
            ),
        ),
        (
            "midas 5 5 5 5 5 92",
            Result(
                scale="midas", version="MIDAS", total=25, band="IV",
                parts={"A": 92, "grade_detail": "IV-A"}, unverified=("midas.total_max", "midas.grade_4a"),
            ),
        ),
        (
            "midas 41",
            Result(
                scale="midas", version="MIDAS", total=41, band="IV",
                parts={"grade_detail": "IV-B"}, unverified=("midas.total_max", "midas.grade_4b"),
            ),
        ),
        (
            "midas 1 - 3 4 5 - 10",
            Result(
                scale="midas", version="MIDAS", total=None, flags=NO_SCORE,
                parts={"A": None, "B": 10}, unverified=("midas.total_max",),
            ),
        ),
        (
            "msq RR=21 RP=9 EF=11",
            Result(
                scale="msq", version="MSQ 2.1", total=None,
                parts={"RR": 60, "RP": 75, "EF": Fraction(140, 3)}, unverified=MSQ_FROM_MEMORY,
            ),
        ),
        (
            "msq rr=7 ef=-",
            Result(
                scale="msq", version="MSQ 2.1", total=None,
                parts={"RR": 100, "RP": None, "EF": None}, unverified=MSQ_FROM_MEMORY,
            ),
        ),
        (
            "msq 3 3 3 3 - - - 2 2 - - - - 4",
            Result(
                scale="msq", version="MSQ 2.1", total=None, flags=("blank_item",),
                parts={"RR": 60, "RP": 80, "EF": None}, unverified=MSQ_FROM_MEMORY,
            ),
        ),
        (
            "msq 1 2 3 4 5 6 1 2 3 4 5 6 1 2",
            Result(
                scale="msq", version="MSQ 2.1", total=None,
                parts={"RR": Fraction(400, 7), "RP": 50, "EF": 60}, unverified=MSQ_FROM_MEMORY,
            ),
        ),
        ("phq9 1 1 1 0 0 0 0 0 1", Result(scale="phq9", version="PHQ-9", total=4, band="minimal", flags=ITEM_9)),
        ("phq9 12", Result(scale="phq9", version="PHQ-9", total=12, band="moderate", flags=ITEM_9_UNKNOWN)),
        ("phq9 1", Result(scale="phq9", version="PHQ-9", total=1, band="minimal", flags=ITEM_9_UNKNOWN)),
        ("phq9 0", Result(scale="phq9", version="PHQ-9", total=0, band="minimal")),
        ("phq9 -", Result(scale="phq9", version="PHQ-9", total=None, flags=(*ITEM_9_UNKNOWN, *NO_SCORE))),
        ("gad7 1 1 1 1 1 1 1", Result(scale="gad7", version="GAD-7", total=7, band="mild")),
        ("asc12 2 2 2 2 0 0 0 0 0 0 0 0", Result(scale="asc12", version="ASC-12 2008", total=8, band="moderate")),
        (
            "mibs4 1 1 1 1",
            Result(
                scale="mibs4", version="published and ninds", total=4,
                band={"published": "moderate", "ninds": "severe"}, unverified=("mibs4.range",),
            ),
        ),
        (
            "mibs4 1 1 1 -",
            Result(
                scale="mibs4", version="published and ninds", total=None, flags=NO_SCORE, unverified=("mibs4.range",)
            ),
        ),
        ("pgic much_improved", Result(scale="pgic", version="1 = very much improved", total=2, band="much improved")),
        (
            "pgic 7",
            Result(
                scale="pgic", version="1 = very much improved", total=7, band="very much worse",
                flags=("number_read_with_1_as_very_much_improved",),
            ),
        ),
        ("pgic -", Result(scale="pgic", version="1 = very much improved", total=None)),
        ("gas 1:2 -1:1", Result(scale="gas", version=GAS, total=54.02)),
        ("gas 1:1.5 0", Result(scale="gas", version=GAS, total=57.36)),
        ("gas 1:0.000001 0:0.000001", Result(scale="gas", version=GAS, total=56.2)),
        ("gas 2:999999", Result(scale="gas", version=GAS, total=70.0)),
        ("gas 1 -", Result(scale="gas", version=GAS, total=None, flags=NO_SCORE)),
        ("gas", Result(scale="gas", version=GAS, total=None, flags=NO_SCORE)),
    ],
)  # fmt: skip
def test_answers_give_a_result(answers, expected):
    scale, *given = answers.split()
    assert instrument(scale).score(given) == expected


@pytest.mark.parametrize(
    ("total", "published", "ninds"),
    [
        ("0", "none", "none"),
        ("1", "mild", "mild"),
        ("2", "mild", "mild"),
        ("3", "moderate", "moderate"),
        ("4", "moderate", "severe"),
        ("5", "severe", "severe"),
        ("12", "severe", "severe"),
    ],
)
def test_mibs4_is_banded_by_the_version_asked_for(total, published, ninds):
    for version, band in (("published", published), ("ninds", ninds)):
        expected = Result(scale="mibs4", version=version, total=int(total), band=band, unverified=("mibs4.range",))
        assert instrument("mibs4").score([total], version) == expected
    blank = Result(scale="mibs4", version="ninds", total=None, flags=NO_SCORE, unverified=("mibs4.range",))
    assert instrument("mibs4").score(["-"], "ninds") == blank


def test_a_version_that_a_scale_has_may_be_named():
    for scale in INSTRUMENTS.values():
        answers = ["3"] * 14 if scale.name == "msq" else ["1"] if scale.name in ("pgic", "gas") else ["40"]
        if scale.name in ("phq9", "gad7", "asc12", "mibs4"):
            answers = ["4"]
        for version in scale.versions:
            assert scale.score(answers, version).scale == scale.name


# -- the arithmetic under them -----------------------------------------------------------------------------
def test_a_t_score_is_exact_where_the_root_is():
    assert t_score([1]) == Fraction(60)
    assert isinstance(t_score([1]), Fraction)
    assert isinstance(t_score([0, 0]), Fraction)
    assert t_score([1, -1]) == Fraction(50)
    for weight in (Fraction(1, 2), 3, Fraction(2, 3)):
        assert t_score([2], [weight]) == Fraction(70)
        assert isinstance(t_score([2], [weight]), Fraction)
    assert t_score([1, 1], [1, 3]) == pytest.approx(50 + 10 * 4 / (0.7 * 10 + 0.3 * 16) ** 0.5)
    assert isinstance(t_score([1, 1]), float)
    assert t_score([1, 1], [Fraction(1, 2), Fraction(1, 2)]) == t_score([1, 1])


@pytest.mark.parametrize(
    ("levels", "weights"), [([], None), ([1], []), ([1], [1, 1]), ([1], [0]), ([1, 1], [1, -1]), ([1, 1], [1])]
)
def test_a_t_score_needs_a_level_and_a_weight_for_each_goal(levels, weights):
    with pytest.raises(Exception, match=r"^gas: each goal needs a level from -2 to 2 and a weight above 0\.$"):
        t_score(levels, weights)


@pytest.mark.parametrize(
    ("items", "score"),
    [
        ((1, 1, 1), 100),
        ((6, 6, 6), 0),
        ((3, None, 4), 50),
        ((3, None, None), None),
        ((2, 2, None, None), 80),
        ((2, None, None, None), None),
        ((None, None), None),
        ((), None),
    ],
)
def test_half_of_a_domain_is_enough(items, score):
    assert domain_score(items) == score


def test_a_sum_needs_every_item():
    assert (total_of((1, 2, 3)), total_of((1, None, 3)), total_of(())) == (6, None, 0)
    assert reachable([(1, 2), (10, 20)]) == {11, 12, 21, 22}


def test_claims_that_were_not_seen_are_named_in_their_order():
    assert unverified("midas.grade_4b", "midas.grade_4", "midas.grade_4a") == ("midas.grade_4b", "midas.grade_4a")
    assert unverified() == ()


def test_phq9_takes_words_as_well_and_hears_item_9_in_them():
    words = [*["not at all"] * 8, "several days"]
    assert instrument("phq9").score(words) == Result(
        scale="phq9", version="PHQ-9", total=1, band="minimal", flags=ITEM_9
    )
    assert instrument("phq9").score([*words[:8], "Not_at_all"]).flags == ()
