"""How many attacks a person has had: those told of before the diary, and those within it, by kind."""

import pytest

from migrainedays.classification.case import INDETERMINATE, YES, History
from migrainedays.classification.history import AttacksHad, Number, attacks_had, history_of
from tests.diaries import MIGRAINE, NO_FEATURES, anna, attack, diary, free, migraine, on

ONE = diary(migraine(0), free(1))
AURA = attack("01-05 08:00", "01-05 09:00", peak=1, aura_kinds=("visual",), aura_features=3, **NO_FEATURES)
SHORT = attack("01-05 08:00", "01-05 10:30", peak=2, **MIGRAINE)  # two and a half hours
GOING_ON = attack("01-05 08:00", None, peak=2, **MIGRAINE)

VISUAL = {"aura_kinds": ("visual",), "aura_features": 3}
LONG_WITH_AURA = [migraine(n, minutes=1440, **(VISUAL if n == 2 else {})) for n in range(4)]


def told(migraine=None, aura=None, **columns):
    return anna(migraine_attacks_before=migraine, aura_attacks_before=aura, **columns)


def had(migraine, aura, either):
    return AttacksHad(Number(*migraine), Number(*aura), Number(*either))


@pytest.mark.parametrize(
    ("entered", "person", "expected"),
    [
        (diary(), told(6, 2), had((6, 6), (2, 2), (8, 8))),
        (diary(), told(6, None), had((6, 6), (0, None), (6, None))),
        (diary(), None, had((0, None), (0, None), (0, None))),
        (ONE, told(3, 1), had((4, 4), (1, 1), (5, 5))),
        (ONE, told(None, 1), had((1, None), (1, 1), (2, None))),
        (ONE, None, had((1, None), (0, None), (1, None))),
        (diary(migraine(0), free(1), free(4)), told(3, 1), had((4, 6), (1, 3), (5, 7))),  # two missing days
        (diary(*(migraine(n, minutes=1440) for n in range(4)), free(4)), told(0, 0), had((0, 4), (0, 0), (0, 4))),
        (diary(*LONG_WITH_AURA, free(4)), told(0, 0), had((0, 5), (1, 5), (1, 5))),  # four of the one kind, one aura
        (diary(AURA), told(0, 0), had((0, 0), (1, 1), (1, 1))),
        (diary(SHORT), told(0, 0), had((0, 0), (0, 0), (0, 0))),
        (diary(SHORT), told(0, 0, birth_year=2008), had((0, 1), (0, 0), (0, 1))),  # turns 18 in the year of the attack
        (diary(SHORT), told(0, 0, birth_year=2009), had((1, 1), (0, 0), (1, 1))),
        (diary(migraine(0, minutes=150), free(1)), told(0, 0), had((0, 0), (0, 0), (0, 0))),
        (diary(migraine(0, minutes=150), free(1)), told(0, 0, birth_year=2009), had((1, 1), (0, 0), (1, 1))),
        (diary(GOING_ON), told(0, 0), had((0, 1), (0, 0), (0, 1))),
    ],
)
def test_attacks_before_the_diary_and_within_it(entered, person, expected):
    assert attacks_had(entered, person) == expected


def test_an_attack_that_goes_on_is_none_once_it_has_lasted_more_than_72_hours():
    assert attacks_had(diary(GOING_ON), told(0, 0), on=on(3)) == had((0, 1), (0, 0), (0, 1))
    assert attacks_had(diary(GOING_ON), told(0, 0), on=on(4)) == had((0, 0), (0, 0), (0, 0))


def test_an_open_end_may_reach_any_number():
    assert Number(0, None).reaches(5) is INDETERMINATE
    assert Number(5, None).reaches(5) is YES


def test_whether_a_person_has_migraine_and_aura():
    assert history_of(ONE, told(4, 2)) == History(YES, YES)
    assert history_of(ONE, told(None, None)) == History(YES, INDETERMINATE)
    assert history_of(ONE, None) == History(YES, INDETERMINATE)
