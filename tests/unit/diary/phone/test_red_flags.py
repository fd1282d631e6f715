"""What may be an emergency, and what is not."""

import pytest

from migrainedays.diary.phone import RED_FLAGS, red_flags_of
from migrainedays.diary.phone.red_flags import red_flags_in
from tests.phone import entry


class TestWords:
    @pytest.mark.parametrize(
        ("text", "flags"),
        [
            ("", ()),
            ("I took a walk; it helped.", ()),
            ("Swallowing is hard and I cannot breathe", ("swallowing", "breathing")),
            ("My worst headache. A fine life otherwise.", ("thunderclap",)),
            ("The worst day. Life goes on.", ()),
            ("j’étouffe", ("swallowing",)),
            ("Me ahogo", ("breathing",)),
            ("DÉBIL", ("weakness",)),
            ("my arm went numb on one side", ("weakness",)),
            ("numb. One side of the bed", ()),
            ("je veux en finir avec la vie", ("self_harm",)),
        ],
    )
    def test_within_one_sentence(self, text, flags):
        assert red_flags_in(text) == flags

    def test_only_beginnings_of_words(self):
        assert red_flags_in("unbreathable") == ()


class TestEntries:
    @pytest.mark.parametrize("flag", sorted(RED_FLAGS))
    def test_each_can_be_tapped(self, flag):
        assert red_flags_of(entry(effect__a__event=f"red_flag:{flag}")) == (flag,)

    def test_each_is_named_once(self):
        assert red_flags_of(entry(note="hard to swallow", effect__a__event="swallowing hurts")) == ("swallowing",)

    @pytest.mark.parametrize(("answer", "flags"), [(0, ()), (1, ("self_harm",)), (3, ("self_harm",)), (None, ())])
    def test_the_ninth_question(self, answer, flags):
        assert red_flags_of(entry(**{"score/phq9/9": answer})) == flags

    def test_the_other_questions_are_none(self):
        assert red_flags_of(entry(**{"score/phq9/8": 3})) == ()

    def test_an_attacks_own_aura(self):
        assert red_flags_of(entry(attack__a__aura_minutes=90)) == ("long_aura",)

    def test_an_answer_taken_back(self):
        assert red_flags_of(entry(note=None, aura_minutes=None)) == ()
