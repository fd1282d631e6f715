"""The change that matters: what each published rule says of two scores, in its sentence.

A change is told in the direction it went, cut and never rounded, so that no sentence reads as more than its verdict.
"""

from fractions import Fraction

import pytest

from migrainedays.scales import Change, instrument
from migrainedays.scales.change import fall_of, percent, rise_of, share_of, shown

COLE = "cole_2009"


def change(scale, rule, before, after):
    asked = instrument(scale)
    found = asked.change(asked.score(before.split()), asked.score(after.split()))
    return found[rule]


@pytest.mark.parametrize(
    ("scale", "rule", "before", "after", "verdict", "why", "source"),
    [
        ("hit6", "ahs_2021", "65", "60", "yes", "A fall of 5; 5 is needed.", "hit6.ahs_2021"),
        ("hit6", "ahs_2021", "64", "60", "no", "A fall of 4; 5 is needed.", "hit6.ahs_2021"),
        ("hit6", "ahs_2021", "60", "60", "no", "A fall of 0; 5 is needed.", "hit6.ahs_2021"),
        ("hit6", "ahs_2021", "60", "65", "no", "A rise of 5; 5 is needed.", "hit6.ahs_2021"),
        ("hit6", "houts_2020", "65", "60", "no", "A fall of 5; 6 is needed.", "hit6.houts_2020"),
        ("hit6", "houts_2020", "66", "60", "yes", "A fall of 6; 6 is needed.", "hit6.houts_2020"),
        ("hit6", "rendas_baum", "66", "60", "no", "A fall of 6; 7 is needed.", "hit6.rendas_baum"),
        ("hit6", "rendas_baum", "67", "60", "yes", "A fall of 7; 7 is needed.", "hit6.rendas_baum"),
        ("hit6", "smelt_2014", "62", "60", "no", "A fall of 2; 2.5 to 6 is needed.", "hit6.smelt_2014"),
        ("hit6", "smelt_2014", "63", "60", "indeterminate", "A fall of 3; 2.5 to 6 is needed.", "hit6.smelt_2014"),
        ("hit6", "smelt_2014", "66", "60", "yes", "A fall of 6; 2.5 to 6 is needed.", "hit6.smelt_2014"),
        ("midas", "ahs_2021", "15", "10", "yes", "A fall of 5; 5 is needed.", "midas.ahs_2021_points"),
        ("midas", "ahs_2021", "11", "7", "no", "A fall of 4; 5 is needed.", "midas.ahs_2021_points"),
        (
            "midas", "ahs_2021", "40", "30", "no",
            "A fall of 25 % from 40 to 30; 30 % is needed.", "midas.ahs_2021_share",
        ),
        (
            "midas", "ahs_2021", "40", "28", "yes",
            "A fall of 30 % from 40 to 28; 30 % is needed.", "midas.ahs_2021_share",
        ),
        (
            "midas", "ahs_2021", "267", "187", "no",
            "A fall of 29.9 % from 267 to 187; 30 % is needed.", "midas.ahs_2021_share",
        ),
        (
            "midas", "ahs_2021", "40", "45", "no",
            "A rise of 12.5 % from 40 to 45; 30 % is needed.", "midas.ahs_2021_share",
        ),
        (
            "midas", "ahs_2021", "10", "0", None,
            "There is no rule for a baseline of 10; it begins at 11.", "midas.ahs_2021_points",
        ),
        (
            "midas", "torres_ferrus_2020", "40", "20", "yes",
            "A fall of 50 % from 40 to 20; 50 % is needed.", "midas.torres_ferrus_2020",
        ),
        ("midas", "italy", "15", "10", "no", "A fall of 33.3 % from 15 to 10; 50 % is needed.", "midas.italy"),
        ("midas", "italy", "1", "1", "no", "A fall of 0 % from 1 to 1; 50 % is needed.", "midas.italy"),
        ("msq", f"{COLE}_person_RR", "RR=21", "RR=19", "yes", "A rise of 5.7; 5 is needed.", "msq.person_rr"),
        (
            "msq", f"{COLE}_person_RP", "RP=12", "RP=11", "indeterminate",
            "A rise of 5; 5 to 7.9 is needed.", "msq.person_rp",
        ),
        ("msq", f"{COLE}_person_EF", "EF=9", "EF=11", "no", "A fall of 13.3; 8 to 10.6 is needed.", "msq.person_ef"),
        ("msq", f"{COLE}_group_RR", "RR=21", "RR=20", "no", "A rise of 2.8; 3.2 is needed.", "msq.group_rr"),
        ("msq", f"{COLE}_group_RP", "RP=12", "RP=11", "yes", "A rise of 5; 4.6 is needed.", "msq.group_rp"),
        ("msq", f"{COLE}_group_EF", "EF=11", "EF=10", "no", "A rise of 6.6; 7.5 is needed.", "msq.group_ef"),
        ("phq9", "five_points", "15", "10", "yes", "A fall of 5; 5 is needed.", "phq9.change"),
        ("phq9", "five_points", "14", "10", "no", "A fall of 4; 5 is needed.", "phq9.change"),
        ("gad7", "four_points", "14", "10", "yes", "A fall of 4; 4 is needed.", "gad7.change"),
        ("gad7", "four_points", "14", "11", "no", "A fall of 3; 4 is needed.", "gad7.change"),
        ("pgic", "responder", "4", "1", "yes", "The answer was: very much improved.", "pgic.responder"),
        ("pgic", "responder", "4", "2", "yes", "The answer was: much improved.", "pgic.responder"),
        ("pgic", "responder", "4", "3", "no", "The answer was: minimally improved.", "pgic.responder"),
        ("pgic", "responder", "4", "-", None, "It was left blank.", "pgic.responder"),
    ],
)  # fmt: skip
def test_a_rule_says_its_verdict_its_numbers_and_its_source(scale, rule, before, after, verdict, why, source):
    assert change(scale, rule, before, after) == Change(verdict=verdict, why=why, claims=(source,))


@pytest.mark.parametrize(
    ("scale", "rule", "before", "after", "why", "source"),
    [
        (
            "hit6", "ahs_2021", "65", "-",
            "A fall of at least 5 points is a reason to go on with a preventive.", "hit6.ahs_2021",
        ),
        (
            "midas", "ahs_2021", "-", "3",
            "From a baseline of 11 to 20, a fall of at least 5 points is a reason to go on with a preventive.",
            "midas.ahs_2021_points",
        ),
        (
            "midas", "ahs_2021", "40", "-",
            "From a baseline of 11 to 20, a fall of at least 5 points is a reason to go on with a preventive.",
            "midas.ahs_2021_points",
        ),
        (
            "midas", "torres_ferrus_2020", "0", "0",
            "A fall of at least half after two cycles is a disability response.", "midas.torres_ferrus_2020",
        ),
        (
            "midas", "italy", "-", "3",
            "In Italy an antibody is continued where MIDAS falls by at least half at three months.", "midas.italy",
        ),
        (
            "midas", "italy", "3", "-",
            "In Italy an antibody is continued where MIDAS falls by at least half at three months.", "midas.italy",
        ),
        (
            "msq", "cole_2009_group_RP", "RR=21", "RR=19 RP=11",
            "Role prevention: a difference of 4.6 points between groups matters.", "msq.group_rp",
        ),
        (
            "msq", "cole_2009_person_RP", "RR=21 RP=11", "RR=19",
            "Role prevention: a rise of 5 to 7.9 points matters to one person.", "msq.person_rp",
        ),
    ],
)  # fmt: skip
def test_without_two_scores_a_rule_says_what_it_would_ask_for(scale, rule, before, after, why, source):
    assert change(scale, rule, before, after) == Change(verdict=None, why=why, claims=(source,))


@pytest.mark.parametrize(
    ("scale", "rules"),
    [
        ("hit6", ["ahs_2021", "houts_2020", "rendas_baum", "smelt_2014"]),
        ("midas", ["ahs_2021", "torres_ferrus_2020", "italy"]),
        ("msq", [f"{COLE}_{kind}_{domain}" for kind in ("person", "group") for domain in ("RR", "RP", "EF")]),
        ("phq9", ["five_points"]),
        ("gad7", ["four_points"]),
        ("asc12", []),
        ("mibs4", []),
        ("pgic", ["responder"]),
        ("gas", []),
    ],
)
def test_each_scale_has_its_rules_and_some_have_none(scale, rules):
    asked = instrument(scale)
    blank = asked.score(["-"] * 14 if scale == "msq" else ["-"])
    assert list(asked.change(blank, blank)) == rules


def test_a_range_is_reached_at_its_upper_end_and_missed_below_its_lower():
    rule = rise_of("msq.person_ef")
    verdicts = [rule(0, Fraction(moved, 10)).verdict for moved in (79, 80, 105, 106)]
    assert verdicts == ["no", "indeterminate", "indeterminate", "yes"]


def test_a_rise_counts_where_higher_is_better_and_a_fall_where_lower_is():
    assert (rise_of("msq.person_rr")(60, 65).verdict, rise_of("msq.person_rr")(65, 60).verdict) == ("yes", "no")
    assert (fall_of("hit6.ahs_2021")(65, 60).verdict, fall_of("hit6.ahs_2021")(60, 65).verdict) == ("yes", "no")
    assert (share_of("midas.italy")(2, 1).verdict, share_of("midas.italy")(1, 2).verdict) == ("yes", "no")


@pytest.mark.parametrize(("before", "after"), [(None, 3), (3, None), (None, None), (0, 0), (0, 5)])
def test_a_share_of_nothing_is_no_share(before, after):
    why = "In Italy an antibody is continued where MIDAS falls by at least half at three months."
    assert share_of("midas.italy")(before, after) == Change(verdict=None, why=why, claims=("midas.italy",))


def test_a_verdict_is_verified_where_every_number_behind_it_was_seen():
    assert change("hit6", "ahs_2021", "65", "60").verified
    assert not change("hit6", "rendas_baum", "65", "60").verified
    assert not Change(verdict="yes", why="", claims=("hit6.ahs_2021", "hit6.rendas_baum")).verified


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (5, "5"),
        (270, "270"),
        (Fraction(5), "5"),
        (Fraction(5, 2), "2.5"),
        (Fraction(4999, 1000), "4.9"),
        (Fraction(1, 30), "0"),
        (54.02, "54"),
        (59.13, "59.1"),
    ],
)
def test_a_number_has_at_most_one_digit_behind_the_point(number, text):
    assert shown(number) == text


def test_a_share_just_short_of_thirty_percent_does_not_read_as_thirty():
    assert (percent(Fraction(80, 267)), percent(Fraction(3, 10)), percent(1)) == ("29.9 %", "30 %", "100 %")
