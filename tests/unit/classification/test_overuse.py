"""The subtypes of 8.2 as they are declared, and one month by itself."""

import pytest

from migrainedays.classification.chronic import MONTHS
from migrainedays.classification.overuse import (
    SAYS,
    SINGLE,
    WITHIN_NON_OPIOID,
    Subtype,
    _by_class,
    _by_kind,
    overused_in,
)
from migrainedays.diary import Tri
from migrainedays.windows import Span
from tests.diaries import diary, drug_days, free, on

MONTH = [free(n) for n in range(28)]


def test_a_class_is_a_subtype_with_the_days_of_its_claim():
    assert _by_class("8.2.2", "triptans", "triptan") == Subtype("8.2.2", "triptans", 10, classes=frozenset({"triptan"}))
    assert [(s.code, s.says, s.days, *s.classes) for s in SINGLE] == [
        ("8.2.1", "ergotamine", 10, "ergot"),
        ("8.2.2", "triptans", 10, "triptan"),
        ("8.2.3", "non-opioid analgesics", 15, "non_opioid"),
        ("8.2.4", "opioids", 10, "opioid"),
        ("8.2.5", "combination analgesics", 10, "combination"),
    ]


def test_a_kind_of_non_opioid_is_a_subtype_with_the_days_of_non_opioids():
    assert _by_kind("8.2.3.2", "anti-inflammatory drugs", "nsaid", "aspirin") == Subtype(
        "8.2.3.2", "anti-inflammatory drugs", 15, kinds=frozenset({"nsaid", "aspirin"})
    )
    assert {s.days for s in WITHIN_NON_OPIOID} == {15}


def test_a_code_in_words():
    assert SAYS["8.2.6"] == "several classes, none overused alone"
    assert SAYS["8.2.8"] == "another drug"
    assert MONTHS == 4


# -- one month, however long it has lasted ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("intakes", "expected"),
    [
        (drug_days("sumatriptan", 10, windows=1), Tri.YES),
        (drug_days("sumatriptan", 9, windows=1), Tri.NO),
        (drug_days("ibuprofen", 15, windows=1), Tri.YES),
        (drug_days("ibuprofen", 14, windows=1), Tri.NO),
        ([*drug_days("sumatriptan", 5, windows=1), *drug_days("tramadol", 5, windows=1, first=5)], Tri.YES),
        ([*drug_days("sumatriptan", 5, windows=1), *drug_days("tramadol", 4, windows=1, first=5)], Tri.NO),
        (drug_days("paracetamol+codeine", 10, windows=1), Tri.YES),
        (drug_days("rimegepant", 20, windows=1), Tri.NO),
        (drug_days("wondercure", 10, windows=1), Tri.INDETERMINATE),
    ],
)
def test_any_subtype_overused_in_one_month(intakes, expected):
    assert overused_in(diary(*MONTH, *intakes), Span.window(on(0))) is expected
