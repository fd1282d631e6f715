"""Urgent signs in somebody's own words: capitals, accents, curly marks and line ends hide none of them."""

import pytest

from migrainedays.diary.urgent_words import urgent_signs


@pytest.mark.parametrize(
    ("message", "signs"),
    [
        ("A THUNDERCLAP headache", ("thunderclap",)),
        ("It is the worst ever.", ("thunderclap",)),
        ("j’ai de la fièvre et la nuque raide", ("fever",)),
        ("tengo FIEBRE y debilidad en un brazo", ("fever", "weakness")),
        ("I am pregnant", ("pregnancy",)),
        ("je suis enceinte", ("pregnancy",)),
        ("no puedo respirar", ("swallowing_or_breathing",)),
        ("I can’t   speak well since today", ("speech_or_sight",)),
        ("sometimes I want to die", ("self_harm",)),
        ("he had a seizure", ("seizure_or_confusion",)),
        ("I have had migraine for years", ()),
        ("", ()),
    ],
)
def test_urgent_words_are_found_in_three_languages(message, signs):
    assert urgent_signs(message) == signs


@pytest.mark.parametrize("message", ["the worst\never", "WORST   EVER", "worst\tever"])
def test_how_it_was_typed_does_not_matter(message):
    assert urgent_signs(f"It was {message}.") == urgent_signs("It was worst ever.") == ("thunderclap",)


def test_every_sign_is_named_once_and_in_the_same_order():
    assert urgent_signs("seizure, fever, thunderclap, fever") == urgent_signs("thunderclap fever seizure")
