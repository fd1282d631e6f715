"""Generic names and what they count as."""

import pytest

from migrainedays.classification.acute import NONE, UNKNOWN, AcuteDay, acute_day
from migrainedays.classification.clauses import ALL_CLASSES, CLAUSES
from migrainedays.classification.drugs import CLASSES, SPECIFIC, TRIPTAN_OR_ERGOT, Drug, _table, drug_of
from migrainedays.diary import Tri
from tests.diaries import took

TRIPTAN, OPIOID = frozenset({"triptan"}), frozenset({"opioid"})


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("sumatriptan", {"triptan"}),
        (" Sumatriptan ", {"triptan"}),
        ("frovatriptan", {"triptan"}),
        ("ergotamine", {"ergot"}),
        ("ergotamine+caffeine", {"ergot"}),
        ("dihydroergotamine", {"ergot"}),
        ("paracetamol", {"non_opioid"}),
        ("acetaminophen", {"non_opioid"}),
        ("aspirin", {"non_opioid"}),
        ("acetylsalicylic acid", {"non_opioid"}),
        ("tolfenamic  acid", {"non_opioid"}),
        ("metamizole", {"non_opioid"}),
        ("aspirin+paracetamol", {"non_opioid"}),
        ("paracetamol+ibuprofen", {"non_opioid"}),
        ("paracetamol+metoclopramide", {"non_opioid"}),
        ("codeine", {"opioid"}),
        ("butorphanol", {"opioid"}),
        ("pethidine", {"opioid"}),
        ("codeine+paracetamol", {"combination"}),
        ("paracetamol + codeine", {"combination"}),
        ("acetaminophen+aspirin+caffeine", {"combination"}),
        ("caffeine+aspirin+paracetamol", {"combination"}),
        ("aspirin+caffeine", {"combination"}),
        ("aspirin+butalbital", {"combination"}),
        ("acetaminophen+butalbital+caffeine+codeine", {"combination"}),
        ("acetaminophen+isometheptene+dichloralphenazone", {"combination"}),
        ("tramadol+paracetamol", {"combination"}),
        ("sumatriptan+naproxen", {"triptan", "non_opioid"}),
        ("naproxen sodium+sumatriptan", {"triptan", "non_opioid"}),
        ("sumatriptan+tramadol", {"triptan", "opioid"}),
        ("codeine+caffeine", {"combination"}),
        ("butalbital+caffeine", {"other"}),
        ("rimegepant", {"gepant"}),
        ("ubrogepant", {"gepant"}),
        ("zavegepant", {"gepant"}),
        ("lasmiditan", {"ditan"}),
        ("metoclopramide", {"other"}),
        ("caffeine", {"other"}),
        ("butalbital", {"other"}),
        ("wondercure", {"unrecognised"}),
        ("", {"unrecognised"}),
        ("paracetamol+wondercure", {"unrecognised"}),
        ("sumatriptan+wondercure", {"triptan", "unrecognised"}),
    ],
)
def test_classes_of_a_drug(text, classes):
    assert drug_of(text).classes == classes
    assert drug_of(text).recognised is ("unrecognised" not in classes)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("paracetamol", {"paracetamol"}),
        ("aspirin+paracetamol", {"aspirin", "paracetamol"}),
        ("ibuprofen", {"nsaid"}),
        ("metamizole", {"other_non_opioid"}),
        ("sumatriptan+naproxen", {"nsaid"}),
        ("paracetamol+codeine", set()),  # counted as a combination only
        ("sumatriptan", set()),
        ("wondercure", set()),
    ],
)
def test_kinds_of_non_opioids(text, kinds):
    assert drug_of(text).kinds == kinds


def test_a_name_is_the_same_in_any_order_and_under_either_generic_name():
    assert drug_of("caffeine+acetaminophen").name == drug_of("paracetamol+caffeine").name == "caffeine+paracetamol"


def test_a_drug_is_written_down_whole():
    assert drug_of("Naproxen sodium +  SUMATRIPTAN") == Drug(
        name="naproxen+sumatriptan",
        classes=frozenset({"triptan", "non_opioid"}),
        kinds=frozenset({"nsaid"}),
        recognised=True,
        debatable=True,
    )
    assert drug_of("Pethidine") == Drug("meperidine", frozenset({"opioid"}), frozenset(), recognised=True)
    assert drug_of("wondercure+sumatriptan") == Drug(
        "sumatriptan+wondercure", frozenset({"triptan", "unrecognised"}), frozenset(), recognised=False
    )


def test_only_products_of_two_counted_classes_are_debatable():
    assert drug_of("sumatriptan+naproxen").debatable
    assert not drug_of("ergotamine+caffeine").debatable
    assert not drug_of("paracetamol+codeine").debatable
    assert not drug_of("sumatriptan").debatable


def test_every_name_of_the_table_is_recognised_and_stands_there_once():
    names = [name for names in _table()["classes"].values() for name in names]
    others = [name for names in _table()["also"].values() for name in names]
    assert len(names + others) == len(set(names + others))
    for name in names + others:
        assert drug_of(name).recognised
        assert drug_of(name).classes <= set(CLASSES)


def test_classes_that_rules_name_exist():
    assert set(CLASSES) > SPECIFIC > TRIPTAN_OR_ERGOT
    assert set(CLASSES) - ALL_CLASSES == {"unrecognised"}
    assert {"headache", "acute_drug", "specific_drug"} <= set(CLAUSES)


# -- the drugs of a day ------------------------------------------------------------------------------------------
def day(*intakes, complete=True):
    return acute_day(intakes, complete=complete)


def test_a_day_without_intakes():
    assert day() == NONE
    assert day(complete=False) == UNKNOWN
    assert (NONE.took_any(), UNKNOWN.took_any()) == (Tri.NO, Tri.INDETERMINATE)
    assert (NONE.took(TRIPTAN), UNKNOWN.took(TRIPTAN)) == (Tri.NO, Tri.INDETERMINATE)
    assert (NONE.relieved_by(TRIPTAN), UNKNOWN.relieved_by(TRIPTAN)) == (Tri.NO, Tri.INDETERMINATE)


def test_the_drugs_of_a_day_are_summed():
    found = day(
        took("sumatriptan", relieved=True),
        took("ibuprofen", intake=2, relieved=False),
        took("tramadol", intake=3),
        took("wondercure", intake=4, purpose=None),
    )
    assert found == AcuteDay(
        taken=frozenset({"triptan", "non_opioid", "opioid", "unrecognised"}),
        kinds=frozenset({"nsaid"}),
        relieved=frozenset({"triptan"}),
        relief_unknown=frozenset({"opioid", "unrecognised"}),
        unrecognised=frozenset({"wondercure"}),
        purpose_blank=True,
        complete=True,
    )
    assert day(took("metamizole"), complete=False) == AcuteDay(
        taken=frozenset({"non_opioid"}),
        kinds=frozenset({"other_non_opioid"}),
        relief_unknown=frozenset({"non_opioid"}),
        complete=False,
    )


def test_what_was_taken_is_certain_and_the_rest_as_complete_as_the_day():
    for complete, rest in ((True, Tri.NO), (False, Tri.INDETERMINATE)):
        found = day(took("sumatriptan"), complete=complete)
        assert found.took(TRIPTAN) is Tri.YES
        assert found.took(OPIOID) is rest


@pytest.mark.parametrize(
    ("relieved", "expected"), [((True,), "yes"), ((False,), "no"), ((None,), "indeterminate"), ((False, True), "yes"),
                               ((False, None), "indeterminate")],
)  # fmt: skip
def test_relief_of_any_intake_is_relief(relieved, expected):
    found = day(*[took("sumatriptan", intake=n + 1, relieved=answer) for n, answer in enumerate(relieved)])
    assert found.relieved_by(TRIPTAN).value == expected
    assert found.relieved_by(OPIOID) is Tri.NO


def test_relief_by_a_drug_that_nobody_knows_may_be_a_triptans():
    assert day(took("wondercure", relieved=True)).relieved_by(TRIPTAN) is Tri.INDETERMINATE
    assert day(took("wondercure", relieved=False)).relieved_by(TRIPTAN) is Tri.NO
    assert day(took("wondercure")).took_any() is Tri.YES


def test_an_intake_for_another_purpose_is_not_there():
    assert day(took("sumatriptan", purpose="other"), took("aspirin", purpose="preventive")) == NONE
