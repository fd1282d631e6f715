"""Questionnaires: what is summed, what the sum is called, which change matters, and what cannot be.

No wording of a licensed questionnaire stands here or anywhere in the library; answers are numbers or the words of the
answer scale.
"""

import pytest

from migrainedays.errors import InputRefused
from migrainedays.scales import instrument
from tests.diaries import run, run_json


def scored(scale, *answers, version=None):
    return instrument(scale).score([str(answer) for answer in answers], version)


def changed(scale, before, after):
    asked = instrument(scale)
    return {name: change.verdict for name, change in asked.change(scored(scale, before), scored(scale, after)).items()}


# -- HIT-6 -------------------------------------------------------------------------------------------------
def test_six_words_make_a_hit6_total():
    found = scored("hit6", "never", "rarely", "sometimes", "very often", "always", "never")
    assert (found.total, found.band) == (54, "some")


def test_sometimes_throughout_is_severe():
    found = scored("hit6", *6 * ["sometimes"])
    assert (found.total, found.band) == (60, "severe")


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (36, "little/none"),
        (49, "little/none"),
        (50, "some"),
        (55, "some"),
        (56, "substantial"),
        (59, "substantial"),
        (60, "severe"),
        (78, "severe"),
    ],
)
def test_a_hit6_total_has_a_band(total, band):
    assert scored("hit6", total).band == band


def test_one_blank_leaves_hit6_without_a_score():
    found = scored("hit6", 6, 6, 6, 6, 6, "-")
    assert (found.total, found.band, found.flags) == (None, None, ("blank_item_no_score",))


@pytest.mark.parametrize("total", [35, 37, 39, 77, 79])
def test_no_answers_give_these_hit6_totals(total):
    with pytest.raises(InputRefused, match=f"{total} cannot be"):
        scored("hit6", total)


@pytest.mark.parametrize("answer", ["7", "0", "12", "often", "6.5"])
def test_hit6_knows_five_answers(answer):
    with pytest.raises(InputRefused, match=f"item 2: {answer} is no answer"):
        scored("hit6", 6, answer, 6, 6, 6, 6)


def test_five_items_are_not_six():
    with pytest.raises(InputRefused, match="6 items and 5 were given"):
        scored("hit6", 6, 6, 6, 6, 6)


def test_five_points_are_a_response_by_ahs_and_none_by_houts():
    assert changed("hit6", 65, 60) == {
        "ahs_2021": "yes",
        "houts_2020": "no",
        "rendas_baum": "no",
        "smelt_2014": "indeterminate",
    }
    assert changed("hit6", 65, 59)["houts_2020"] == "yes"
    assert changed("hit6", 65, 61)["ahs_2021"] == "no"
    assert changed("hit6", 65, 63)["smelt_2014"] == "no"
    assert changed("hit6", 60, 65)["ahs_2021"] == "no"


# -- MIDAS -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("total", "grade"),
    [(0, "I"), (5, "I"), (6, "II"), (10, "II"), (11, "III"), (20, "III"), (21, "IV"), (270, "IV")],
)
def test_midas_has_four_grades(total, grade):
    assert scored("midas", total).band == grade


def test_the_days_of_question_a_are_not_part_of_midas():
    found = scored("midas", 1, 2, 3, 4, 5, 80, 7)
    assert (found.total, found.parts["A"], found.parts["B"]) == (15, 80, 7)


def test_the_division_of_grade_four_is_marked_as_unverified():
    found = scored("midas", 40)
    assert found.parts["grade_detail"] == "IV-A"
    assert "midas.grade_4a" in found.unverified
    assert scored("midas", 41).parts["grade_detail"] == "IV-B"
    assert "grade_detail" not in scored("midas", 20).parts


@pytest.mark.parametrize(
    "answers",
    [
        (271,),
        (93, 0, 0, 0, 0),
        (-1, 0, 0, 0, 0),
        (1, 1, 1, 1, 1, 93),
        (0, 0, 0, 0, 0, 0, 11),
        (60, 60, 60, 60, 60),
        (1, 1, 1, 1),
        (0, 0, 0, 0, 0, 0, 0, 0),
    ],
)
def test_midas_days_must_fit_into_three_months(answers):
    with pytest.raises(InputRefused):
        scored("midas", *answers)


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (15, 10, "yes"),
        (15, 11, "no"),
        (40, 30, "no"),
        (40, 28, "yes"),
        (8, 0, None),
        (10, 0, None),
        (11, 6, "yes"),
        (20, 15, "yes"),
        (20, 16, "no"),
        (21, 15, "no"),
        (21, 14, "yes"),
    ],
)
def test_how_far_midas_must_fall_depends_on_where_it_was(before, after, verdict):
    assert changed("midas", before, after)["ahs_2021"] == verdict


def test_half_of_midas_is_a_disability_response():
    assert changed("midas", 40, 20)["torres_ferrus_2020"] == "yes"
    assert changed("midas", 40, 21)["torres_ferrus_2020"] == "no"
    assert changed("midas", 0, 0)["torres_ferrus_2020"] is None


# -- MSQ 2.1 -----------------------------------------------------------------------------------------------
def test_msq_has_three_domains_and_no_total():
    found = scored("msq", "RR=21", "RP=9", "EF=11")
    assert found.total is None
    assert {name: round(float(part), 2) for name, part in found.parts.items()} == {"RR": 60.0, "RP": 75.0, "EF": 46.67}


def test_fourteen_answers_give_the_same():
    found = scored("msq", *[3] * 7, *[2, 2, 2, 3], *[4, 4, 3])
    assert found.parts == scored("msq", "RR=21", "RP=9", "EF=11").parts


def test_none_of_the_time_is_a_hundred():
    assert set(scored("msq", *["none of the time"] * 14).parts.values()) == {100}
    assert set(scored("msq", *["all of the time"] * 14).parts.values()) == {0}


def test_a_domain_with_half_of_its_items_is_scored_and_the_rule_marked_as_unverified():
    found = scored("msq", *[3] * 4, *["-"] * 3, *[2, 2, "-", "-"], *["-", "-", 4])
    assert (found.parts["RR"], found.parts["RP"], found.parts["EF"]) == (60, 80, None)
    assert found.flags == ("blank_item",)
    assert "msq.half_rule" in found.unverified
    assert scored("msq", *[3] * 3, *["-"] * 4, *[1] * 7).parts["RR"] is None


@pytest.mark.parametrize(
    "answers", [("RR=6",), ("RR=43",), ("XX=7",), ("EF=2",), ("0",) * 14, ("7",) * 14, ("3",) * 13]
)
def test_msq_refuses_what_cannot_be(answers):
    with pytest.raises(InputRefused):
        scored("msq", *answers)


def test_a_rise_within_the_published_range_is_neither_reached_nor_missed():
    asked = instrument("msq")
    change = asked.change(scored("msq", "RR=21", "RP=12", "EF=11"), scored("msq", "RR=19", "RP=11", "EF=9"))
    assert {name: found.verdict for name, found in change.items()} == {
        "cole_2009_person_RR": "yes",
        "cole_2009_person_RP": "indeterminate",
        "cole_2009_person_EF": "yes",
        "cole_2009_group_RR": "yes",
        "cole_2009_group_RP": "yes",
        "cole_2009_group_EF": "yes",
    }


# -- PHQ-9 and GAD-7 ---------------------------------------------------------------------------------------
def test_item_9_raises_its_flag_however_low_the_total():
    found = scored("phq9", 1, 1, 1, 0, 0, 0, 0, 0, 1)
    assert (found.total, found.band, found.flags) == (4, "minimal", ("phq9_item_9",))


def test_item_9_raises_its_flag_even_where_another_item_is_blank():
    found = scored("phq9", 1, "-", 1, 0, 0, 0, 0, 0, 1)
    assert (found.total, found.flags) == (None, ("phq9_item_9", "blank_item_no_score"))


def test_without_item_9_the_flag_is_not_lowered():
    assert scored("phq9", 12).flags == ("phq9_item_9_not_answered",)
    assert scored("phq9", *[1] * 8, "-").flags == ("phq9_item_9_not_answered", "blank_item_no_score")
    assert scored("phq9", *[3] * 8, 0).flags == ()
    assert scored("phq9", 0).flags == ()


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (0, "minimal"),
        (4, "minimal"),
        (5, "mild"),
        (9, "mild"),
        (10, "moderate"),
        (14, "moderate"),
        (15, "moderately severe"),
        (19, "moderately severe"),
        (20, "severe"),
        (27, "severe"),
    ],
)
def test_phq9_has_five_bands(total, band):
    assert scored("phq9", total).band == band


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (0, "minimal"),
        (4, "minimal"),
        (5, "mild"),
        (9, "mild"),
        (10, "moderate"),
        (14, "moderate"),
        (15, "severe"),
        (21, "severe"),
    ],
)
def test_gad7_has_four_bands(total, band):
    assert scored("gad7", total).band == band


def test_the_changes_of_phq9_and_gad7_are_marked_as_unverified():
    for scale, before, after in (("phq9", 15, 10), ("gad7", 14, 10)):
        asked = instrument(scale)
        [change] = asked.change(scored(scale, before), scored(scale, after)).values()
        assert (change.verdict, change.verified) == ("yes", False)


# -- ASC-12, MIBS-4, PGIC, GAS -----------------------------------------------------------------------------
def test_rarely_counts_as_never_in_asc12():
    answers = [*["<half"] * 3, ">=half", *["rarely"] * 4, *["never"] * 2, *["NA"] * 2]
    assert (scored("asc12", *answers).total, scored("asc12", *answers).band) == (5, "mild")
    assert (scored("asc12", *["rarely"] * 12).total, scored("asc12", *["rarely"] * 12).band) == (0, "none")


@pytest.mark.parametrize(
    ("total", "band"),
    [(2, "none"), (3, "mild"), (5, "mild"), (6, "moderate"), (8, "moderate"), (9, "severe"), (24, "severe")],
)
def test_asc12_has_four_bands(total, band):
    assert scored("asc12", total).band == band


def test_four_on_mibs4_is_moderate_by_one_print_and_severe_by_another():
    assert scored("mibs4", 1, 1, 1, 1).band == {"published": "moderate", "ninds": "severe"}
    assert scored("mibs4", 4, version="published").band == "moderate"
    assert scored("mibs4", 4, version="ninds").band == "severe"
    assert scored("mibs4", 3).band == {"published": "moderate", "ninds": "moderate"}
    assert scored("mibs4", 5).band == {"published": "severe", "ninds": "severe"}
    with pytest.raises(InputRefused, match="no version 2024"):
        scored("mibs4", 4, version="2024")


def test_pgic_is_its_label_and_not_its_number():
    asked = instrument("pgic")
    found = scored("pgic", "much improved")
    assert (found.band, found.flags) == ("much improved", ())
    assert asked.change(found, found)["responder"].verdict == "yes"
    assert asked.change(found, scored("pgic", "minimally improved"))["responder"].verdict == "no"
    assert scored("pgic", 2).flags == ("number_read_with_1_as_very_much_improved",)
    with pytest.raises(InputRefused):
        scored("pgic", 8)


@pytest.mark.parametrize(
    ("goals", "t"),
    [
        (("0", "0", "0"), 50.0),
        (("1", "1", "0"), 59.13),
        (("1:2", "-1:1"), 54.02),
        (("-1", "-1", "-1"), 36.31),
        (("2",), 70.0),
        (("-2",), 30.0),
    ],
)
def test_goals_become_one_t_score(goals, t):
    assert scored("gas", *goals).total == t


@pytest.mark.parametrize("goals", [("3",), ("1:0",), ("1:x",), ("half",)])
def test_a_goal_lies_between_minus_two_and_two(goals):
    with pytest.raises(InputRefused):
        scored("gas", *goals)


def test_a_goal_that_was_not_rated_leaves_no_score():
    assert scored("gas", "1", "-").total is None


# -- the command -------------------------------------------------------------------------------------------
def test_the_command_prints_the_document_of_the_contract():
    found = run_json("score", "hit6", "60", "--before", "65")
    assert {name: found[name] for name in ("scale", "version", "total", "band", "flags")} == {
        "scale": "hit6",
        "version": "HIT-6",
        "total": 60,
        "band": "severe",
        "flags": [],
    }
    assert found["change"]["before"] == 65
    assert found["change"]["difference"] == -5
    assert found["change"]["rules"]["ahs_2021"]["verdict"] == "yes"
    assert found["change"]["rules"]["houts_2020"]["verdict"] == "no"


def test_without_an_earlier_score_there_is_nothing_to_compare():
    change = run_json("score", "hit6", "60")["change"]
    assert change["before"] is None
    assert {rule["verdict"] for rule in change["rules"].values()} == {None}


def test_levels_below_nought_are_not_taken_for_options():
    assert run_json("score", "gas", "1", "-1", "--weights", "2,1")["total"] == 54.02
    assert run_json("score", "midas", "1", "1", "1", "1", "1", "--qa", "80", "--qb", "6")["parts"] == {"A": 80, "B": 6}
    assert run_json("score", "GAD-7", "1,1,1,1,1,1,1")["total"] == 7


def test_domains_come_exact_and_rounded():
    parts = run_json("score", "msq", "RR=21", "RP=9", "EF=11")["parts"]
    assert (parts["RR"], parts["EF"], parts["EF_rounded"]) == ("60", "140/3", 46.67)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("hit6", "37"), 3, "37 cannot be"),
        (("hit6", "6", "7", "6", "6", "6", "6"), 3, "item 2: 7 is no answer; write one of 6, 8, 10, 11, 13"),
        (("nonsense", "1"), 2, "There is no scale nonsense"),
        (("hit6", "60", "--befor", "65"), 2, "There is no option --befor"),
        (("hit6", "60", "--weights", "1"), 2, "--weights belongs to gas"),
        (("hit6", "60", "--qa", "3"), 2, "belong to midas"),
    ],
)
def test_what_cannot_be_scored_is_told_in_a_sentence(arguments, code, words):
    found, out, err = run("score", *arguments)
    assert (found, out) == (code, "")
    assert words in err


def test_people_get_a_table():
    code, out, _ = run("score", "phq9", *"100000001")
    assert code == 0
    assert "phq9_item_9" in out
    assert "unverified" in out
