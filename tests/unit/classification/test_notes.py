"""The sentences beside a diagnosis."""

from migrainedays.diary import DiaryDay
from tests.diaries import ANNA, anna, attack, diagnosed, drug_days, free, headache, migraine, on, took, windows

HEADACHE = windows([18] * 4)


def told(part, *values, **options):
    """The notes that hold a part of a sentence."""
    return [note for note in diagnosed(*values, **options).notes if part in note]


def test_an_unremarkable_diary_has_none():
    assert diagnosed(*windows([10] * 4)).notes == []


def test_a_long_aura_is_told_first():
    long = headache(3, aura_kinds=("visual",), aura_minutes=61)
    assert told("more than 60 minutes", long) == [
        "An aura symptom lasted more than 60 minutes on 2026-01-08: look at it soon."
    ]
    assert diagnosed(long, took("rimegepant", 4)).notes[0].startswith("An aura symptom")
    assert told("more than 60 minutes", headache(3, aura_kinds=("visual",), aura_minutes=60)) == []
    two = [headache(n, aura_kinds=("visual",), aura_minutes=90) for n in (3, 5)]
    assert "on 2 days" in told("more than 60 minutes", *two)[0]


def test_a_motor_aura_and_a_triptan_need_not_share_a_day():
    motor = headache(3, aura_kinds=("motor",), aura_minutes=30)
    (note,) = told("motor or brainstem", motor, took("sumatriptan", 40), took("ergotamine", 41))
    assert "ergotamine, sumatriptan" in note
    assert told("motor or brainstem", motor, took("ibuprofen", 40)) == []
    assert told("motor or brainstem", motor, took("sumatriptan", 40, purpose="other")) == []
    assert told("motor or brainstem", headache(3, aura_kinds=("visual",)), took("sumatriptan", 40)) == []
    brainstem = attack("01-05 08:00", "01-05 09:00", aura_kinds=("brainstem",))
    assert len(told("motor or brainstem", brainstem, took("sumatriptan", 0))) == 1


def test_gepants_are_told_by_the_fullest_window():
    values = [took("rimegepant", n) for n in (0, 1, 2, 30)]
    assert "up to 3 days" in told("Gepants", *HEADACHE, *values)[0]
    assert "up to 1 day of a window" in told("Gepants", free(0), took("ubrogepant", 0))[0]
    assert told("Gepants", *HEADACHE, took("rimegepant", 3, purpose="preventive")) == []


def test_combinations_beside_other_classes_are_told_from_ten_days_on():
    def values(days):
        return (*drug_days("sumatriptan", 5), *drug_days("aspirin+caffeine", days, first=5))

    part = "8.2.6 does not name combinations"
    assert len(told(part, *HEADACHE, *values(5))) == 1
    assert told(part, *HEADACHE, *values(4)) == []
    assert told(part, *HEADACHE, *drug_days("sumatriptan", 9), *drug_days("ibuprofen", 1, first=9)) == []


def test_drugs_that_cannot_be_verified_are_told_from_ten_days_of_one_month_on():
    part = "8.2.7"
    unknown = [took("moonstone", n) for n in range(10)]
    assert "on 10 days of a window" in told(part, *HEADACHE, *unknown)[0]
    assert told(part, *HEADACHE, *unknown[:9]) == []
    assert told(part, *HEADACHE, *unknown[:9], took("moonstone", 30)) == []
    assert len(told(part, *HEADACHE, *drug_days("moonstone", 11))) == 1
    assert told(part, *HEADACHE, *unknown[:9], took("rimegepant", 9), took("ondansetron", 10)) == []
    assert told(part, *HEADACHE, *unknown[:9], took("moonstone", 9, purpose="other")) == []
    assert told(part, *HEADACHE, *drug_days("ibuprofen", 10)) == []


def test_purposes():
    assert "on 2026-01-08 is blank" in told("purpose of drugs", took("sumatriptan", 3, purpose=None), free(0))[0]
    values = [took("aspirin", n, purpose="other") for n in range(4)]
    assert "aspirin was taken for another purpose on 4 days" in told("another purpose", *values, free(0))[0]
    assert told("another purpose", took("topiramate", 0, purpose="preventive"), free(0)) == []
    assert told("another purpose", took("aspirin", 0), free(0)) == []


def test_days_without_headache_that_count_for_criterion_c():
    aura = DiaryDay(patient=ANNA, date=on(2), headache=False, aura_kinds=("visual",), aura_minutes=20, aura_features=3)
    assert "makes 2026-01-07 count" in told("1.3 C", aura)[0]
    assert told("1.3 C", migraine(2, aura_kinds=("visual",), aura_minutes=20, aura_features=3)) == []


def test_attacks_before_the_diary():
    untold = anna(migraine_attacks_before=None, aura_attacks_before=None)
    assert len(told("(1.3 B)", *windows([10] * 4), person=untold)) == 1
    assert told("(1.3 B)", *windows([10] * 4), person=anna(migraine_attacks_before=0)) == []


def test_a_diary_of_too_few_windows():
    assert len(told("more than three months", *HEADACHE[:111])) == 1
    assert told("more than three months", *HEADACHE) == []
    assert told("more than three months") == []


def test_a_headache_that_never_let_go():
    constant = attack("01-05 08:00", None)
    assert "112 days" in told("4.10", constant, on=on(111))[0]
    assert told("4.10", constant, on=on(110)) == []
    ended = attack("01-05 08:00", "06-05 08:00")
    assert told("4.10", ended) == []


def test_triptans_with_analgesics():
    assert "sumatriptan+naproxen is counted" in told("each of its classes", took("sumatriptan+naproxen"), free(0))[0]
    assert told("each of its classes", took("paracetamol+codeine"), free(0)) == []
