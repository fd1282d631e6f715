"""What may be typed into a questionnaire, and the sentence a person reads where it cannot be."""

import pytest

from migrainedays.errors import InputRefused, WrongUse
from migrainedays.scales import instrument
from migrainedays.scales.answers import is_blank, plain, read_answers, read_number

FREQUENCY = "not at all, several days, more than half the days, nearly every day"
LABELS = (
    "very much improved, much improved, minimally improved, no change, minimally worse, much worse, very much worse"
)
SCALES = "hit6, midas, msq, phq9, gad7, asc12, mibs4, pgic, gas"


# -- how an answer may be written --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6", 6),
        ("+6", 6),
        ("-6", -6),
        (" 6 ", 6),
        ("06", 6),
        ("6.0", 6),
        (" 6.00 ", 6),
        ("123456789", 123_456_789),
    ],
)
def test_a_whole_number_may_be_written_in_several_ways(text, number):
    assert read_number("hit6", "total", text, range(-(10**9), 10**9)) == number


@pytest.mark.parametrize("text", ["6.5", "6.", ".0", "1e1", "six", "6 0", "1234567890", "٦"])
def test_anything_else_is_no_whole_number(text):
    with pytest.raises(InputRefused) as refused:
        read_number("midas", "A", text, range(93))
    assert str(refused.value) == f"midas, A: {text} cannot be; write a whole number from 0 to 92."


@pytest.mark.parametrize("text", ["", " ", "-", " - ", "–", "—", "?", ".", "blank", "BLANK", "missing", "Missing "])
def test_a_blank_may_be_written_in_several_ways_and_is_never_nought(text):
    assert is_blank(text)
    assert read_number("midas", "A", text, range(93)) is None
    assert read_answers("mibs4", [text, "0"], 2 * [range(4)]) == (None, 0)


@pytest.mark.parametrize("text", ["0", "--", "no", "_", "blanks"])
def test_nought_is_no_blank(text):
    assert not is_blank(text)


@pytest.mark.parametrize(
    "text", ["very often", "Very_Often", " VERY-OFTEN ", "very   often", "_very__often_", "very\toften"]
)
def test_a_word_is_read_without_the_accidents_of_typing(text):
    assert plain(text) == "very often"
    assert instrument("hit6").score(["never", text, "6", "6", "6", "6"]).total == 41


@pytest.mark.parametrize("name", ["hit6", "HIT6", "HIT-6", "hit 6", " Hit_6. "])
def test_a_scale_is_found_however_it_is_written(name):
    assert instrument(name).name == "hit6"


# -- what is refused ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("scale", "answers", "sentence"),
    [
        ("hit6", "6 6 6 6 6", "hit6 has 6 items and 5 were given; write - for an item that was left blank."),
        ("pgic", "1 2", "pgic has 1 items and 2 were given; write - for an item that was left blank."),
        ("midas", "1 1 1 1", "midas has 5 items and 4 were given; write - for an item that was left blank."),
        ("midas", "0 0 0 0 0 0 0 0", "midas has 5 items and 6 were given; write - for an item that was left blank."),
        ("msq", "3", "msq has 14 items and 1 were given; write - for an item that was left blank."),
        (
            "hit6",
            "6 7 6 6 6 6",
            "hit6, item 2: 7 is no answer; write one of 6, 8, 10, 11, 13 "
            "or one of the words never, rarely, sometimes, very often, always.",
        ),
        (
            "phq9",
            "4 0 0 0 0 0 0 0 0",
            f"phq9, item 1: 4 is no answer; write a whole number from 0 to 3 or one of the words {FREQUENCY}.",
        ),
        (
            "gad7",
            "0 0 0 0 0 0 often",
            f"gad7, item 7: often is no answer; write a whole number from 0 to 3 or one of the words {FREQUENCY}.",
        ),
        ("mibs4", "0 0 0 4", "mibs4, item 4: 4 is no answer; write a whole number from 0 to 3."),
        ("midas", "93 0 0 0 0", "midas, item 1: 93 is no answer; write a whole number from 0 to 92."),
        ("midas", "0 0 0 0 -1", "midas, item 5: -1 is no answer; write a whole number from 0 to 92."),
        ("pgic", "8", f"pgic, item 1: 8 is no answer; write a whole number from 1 to 7 or one of the words {LABELS}."),
        (
            "msq",
            "3 3 3 3 3 3 3 3 3 3 3 3 3 7",
            "msq, item 14: 7 is no answer; write a whole number from 1 to 6 "
            "or one of the words none of the time, all of the time.",
        ),
    ],
)
def test_an_answer_that_the_scale_does_not_know_is_named_with_its_item(scale, answers, sentence):
    with pytest.raises(InputRefused) as refused:
        instrument(scale).score(answers.split())
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("scale", "answers", "sentence"),
    [
        ("hit6", "37", "hit6, total: 37 cannot be."),
        ("midas", "271", "midas, total: 271 cannot be; write a whole number from 0 to 270."),
        ("phq9", "28", "phq9, total: 28 cannot be; write a whole number from 0 to 27."),
        ("gad7", "22", "gad7, total: 22 cannot be; write a whole number from 0 to 21."),
        ("asc12", "25", "asc12, total: 25 cannot be; write a whole number from 0 to 24."),
        ("mibs4", "all", "mibs4, total: all cannot be; write a whole number from 0 to 12."),
        ("midas", "60 60 60 60 60", "midas: the items add up to 300, which cannot be."),
        ("midas", "0 0 0 0 0 93", "midas, A: 93 cannot be; write a whole number from 0 to 92."),
        ("midas", "0 0 0 0 0 0 11", "midas, B: 11 cannot be; write a whole number from 0 to 10."),
        ("msq", "XX=7", "msq has no domain XX; it has RR, RP and EF."),
        ("msq", "RR=6", "msq, raw sum of RR: 6 cannot be; write a whole number from 7 to 42."),
        ("msq", "RP=25", "msq, raw sum of RP: 25 cannot be; write a whole number from 4 to 24."),
        ("msq", "EF=3=4", "msq, raw sum of EF: 3=4 cannot be; write a whole number from 3 to 18."),
        ("gas", "0 3", "gas, goal 2: 3 cannot be; write a whole number from -2 to 2."),
        ("gas", "1:x", "gas, goal 1: x is no weight; write LEVEL:WEIGHT, such as 1:2."),
        ("gas", "0 1:1234567", "gas, goal 2: 1234567 is no weight; write LEVEL:WEIGHT, such as 1:2."),
        ("gas", "1:0", "gas: each goal needs a level from -2 to 2 and a weight above 0."),
        ("gas", "1:1 1:0", "gas: each goal needs a level from -2 to 2 and a weight above 0."),
    ],
)
def test_a_sum_that_no_answers_give_is_refused(scale, answers, sentence):
    with pytest.raises(InputRefused) as refused:
        instrument(scale).score(answers.split())
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("scale", "sentence"),
    [
        ("mibs4", "mibs4 has no version 2024; it has published, ninds."),
        ("hit6", "hit6 has no version 2024; it has HIT-6."),
        ("midas", "midas has no version 2024; it has MIDAS."),
        ("msq", "msq has no version 2024; it has MSQ 2.1."),
        ("phq9", "phq9 has no version 2024; it has PHQ-9."),
        ("pgic", "pgic has no version 2024; it has 1 = very much improved."),
        ("gas", "gas has no version 2024; it has T score, correlation 0.3."),
    ],
)
def test_a_version_that_a_scale_does_not_have_is_refused(scale, sentence):
    asked = instrument(scale)
    with pytest.raises(InputRefused) as refused:
        asked.score(["1"], "2024")
    assert str(refused.value) == sentence


def test_a_scale_that_does_not_exist_is_wrong_use():
    with pytest.raises(WrongUse) as refused:
        instrument("HADS")
    assert str(refused.value) == f"There is no scale HADS; there are {SCALES}."


def test_ten_values_are_named_and_eleven_are_not():
    for count, hint in ((10, "; write one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9"), (11, "")):
        for allowed in (tuple(range(count)), frozenset(range(count))):
            with pytest.raises(InputRefused) as refused:
                read_number("a scale", "total", "20", allowed)
            assert str(refused.value) == f"a scale, total: 20 cannot be{hint}."


# -- what is stored ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("scale", "item", "value", "reason"),
    [
        ("hit6", "", 37, "cannot be a total of hit6"),
        ("hit6", "", 36, None),
        ("hit6", "1", 7, "is no answer to an item of hit6"),
        ("hit6", "1", 13, None),
        ("hit6", "6", 6, None),
        ("hit6", "7", 6, "belongs to no item of hit6, which has 6"),
        ("hit6", "0", 6, "belongs to no item of hit6, which has 6"),
        ("phq9", "9", 4, "is no answer to an item of phq9"),
        ("phq9", "9", 3, None),
        ("mibs4", "", 13, "cannot be a total of mibs4"),
        ("midas", "6", 1, "belongs to no item of midas, which has 5"),
        ("midas", "A", 80, None),
        ("midas", "", 270, None),
        ("pgic", "", 0, "is outside 1 to 7"),
        ("pgic", "", 1, None),
        ("pgic", "", 7, None),
        ("pgic", "", 8, "is outside 1 to 7"),
        ("gas", "garden", 3, "is outside -2 to 2"),
        ("gas", "garden", -3, "is outside -2 to 2"),
        ("gas", "garden", 2, None),
        ("gas", "", 54.02, None),
        ("msq", "", 60, "has no place: msq has items 1 to 14 and the domains RR, RP and EF, and no total"),
        ("msq", "0", 3, "has no place: msq has items 1 to 14 and the domains RR, RP and EF, and no total"),
        ("msq", "15", 3, "has no place: msq has items 1 to 14 and the domains RR, RP and EF, and no total"),
        ("msq", "1", 1, None),
        ("msq", "14", 6, None),
        ("msq", "3", 7, "is no answer to an item of msq; it is 1 to 6"),
        ("msq", "3", 0, "is no answer to an item of msq; it is 1 to 6"),
        ("msq", "rr", 101, "is outside 0 to 100"),
        ("msq", "EF", -1, "is outside 0 to 100"),
        ("msq", "EF", 0, None),
        ("msq", "RP", 100, None),
    ],
)
def test_a_stored_value_that_cannot_be_has_a_reason(scale, item, value, reason):
    assert instrument(scale).refusal(item, value) == reason
