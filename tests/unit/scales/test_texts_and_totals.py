"""Licensed wording comes from the clinic's own file; totals come from stored totals or items."""

import datetime as dt
import itertools
from decimal import Decimal
from fractions import Fraction

import pytest

from migrainedays.errors import Impossible, InputRefused
from migrainedays.literature import claim
from migrainedays.scales import INSTRUMENTS, Score
from migrainedays.scales.hit6 import HIT6
from migrainedays.scales.instrument import reachable
from migrainedays.scales.texts import Wording, read_wording
from migrainedays.scales.totals import dated_totals, total_on

ON = dt.date(2026, 3, 2)
GOOD = 'scale = "phq9"\nlanguage = "en"\nlicence = "free of charge"\nitems = [{}]\n'.format(", ".join(['"…"'] * 9))


def row(scale, item, value, on=ON):
    return Score(patient="Anna", date=on, scale=scale, item=item, value=None if value is None else Decimal(value))


def test_a_clinics_wording_is_read(tmp_path):
    file = tmp_path / "phq9.toml"
    file.write_text(GOOD + 'answers = ["0", "1", "2", "Ü"]\n', encoding="utf-8")
    assert read_wording(file) == Wording("phq9", "en", "free of charge", 9 * ("…",), ("0", "1", "2", "Ü"))


def test_a_wording_without_answers_and_with_a_byte_order_mark_is_read_too(tmp_path):
    file = tmp_path / "phq9.toml"
    file.write_text(GOOD, encoding="utf-8-sig")
    assert read_wording(file) == Wording("phq9", "en", "free of charge", 9 * ("…",), ())


NEEDS = "a questionnaire's file needs scale, language and licence."
WORDED = "hit6, midas, msq, phq9, gad7, asc12, mibs4, pgic"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (GOOD.replace("scale", "name"), f"lacks scale; {NEEDS}"),
        (GOOD.replace("language", "tongue"), f"lacks language; {NEEDS}"),
        (GOOD.replace("licence", "permission"), f"lacks licence; {NEEDS}"),
        (GOOD.replace('"free of charge"', '" "'), f"lacks licence; {NEEDS}"),
        (GOOD.replace('"free of charge"', "7"), f"lacks licence; {NEEDS}"),
        (GOOD.replace("phq9", "hads"), f"hads is no scale with a wording; {WORDED} are."),
        (GOOD.replace("phq9", "gas"), f"gas is no scale with a wording; {WORDED} are."),
        (GOOD.replace('"…", ', "", 1), "phq9 has 9 items, 8 stand here."),
        (GOOD.replace("items", "sentences"), "phq9 has 9 items, 0 stand here."),
        (GOOD.replace('"…"', "1"), "items must be a list of sentences."),
        (GOOD.replace('"…"', '" "', 1), "items must be a list of sentences."),
        (GOOD + 'answers = "never"', "answers must be a list of sentences."),
        ("scale = ", "cannot be read as TOML: Invalid value (at end of document)"),
    ],
)
def test_a_wording_that_cannot_serve_is_refused_with_a_reason(tmp_path, text, sentence):
    file = tmp_path / "wording.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        read_wording(file)
    assert str(refused.value) in (f"wording.toml {sentence}", f"wording.toml: {sentence}")


def test_a_wording_that_is_not_there_or_no_text_is_refused(tmp_path):
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    for name in ("nowhere.toml", "binary.toml"):
        with pytest.raises(InputRefused, match=f"^{name} cannot be read as TOML: "):
            read_wording(tmp_path / name)


def test_a_stored_total_goes_before_stored_items():
    items = [row("hit6", str(n), 10) for n in range(1, 7)]
    assert total_on(items, "hit6", ON) == 60
    assert total_on([*items, row("hit6", "", 62)], "hit6", ON) == 62
    assert total_on(items[:5], "hit6", ON) is None
    assert total_on(items[1:], "hit6", ON) is None
    assert total_on([*items[:5], row("hit6", "6", None)], "hit6", ON) is None
    assert total_on(items, "midas", ON) is None
    assert total_on([], "hit6", ON) is None
    assert total_on([row("hit6", "note", 6), row("hit6", "", None)], "hit6", ON) is None


def test_a_total_belongs_to_its_scale_and_its_day():
    rows = [row("hit6", "", 62, ON - dt.timedelta(days=1)), row("phq9", "", 9), row("hit6", "", 50)]
    assert total_on(rows, "hit6", ON) == 50
    assert total_on([row("phq9", str(n), 1) for n in range(1, 10)], "phq9", ON) == 9
    assert total_on([row("phq9", "1", 3)], "phq9", ON) is None, "one stored item alone is not taken for a total"
    assert isinstance(total_on(rows, "hit6", ON), int)


def test_blank_items_and_missing_items_leave_no_total():
    rows = [row("midas", str(n), n) for n in (1, 2, 4, 5)]
    assert total_on(rows, "midas", ON) is None
    assert total_on([*rows, row("midas", "3", None)], "midas", ON) is None
    assert total_on([*rows, row("midas", "3", 3)], "midas", ON) == 15


def test_totals_are_dated_in_order():
    later = ON + dt.timedelta(days=84)
    rows = [row("hit6", "", 50, later), row("hit6", "", 66), row("midas", "", 12)]
    assert list(dated_totals(rows, "hit6").items()) == [(ON, 66), (later, 50)]
    assert dated_totals([row("gas", "", "54.02")], "gas") == {ON: 54.02}


@pytest.mark.parametrize(
    ("scale", "item", "value"),
    [
        ("hit6", "", 37),
        ("hit6", "", 39),
        ("hit6", "", 77),
        ("hit6", "", 79),
        ("hit6", "1", 7),
        ("hit6", "7", 6),
        ("hit6", "", "54.5"),
        ("midas", "", 271),
        ("midas", "2", 93),
        ("phq9", "", 28),
        ("phq9", "9", 4),
        ("gad7", "", 22),
        ("asc12", "", 25),
        ("mibs4", "", 13),
        ("pgic", "", 8),
        ("pgic", "", 0),
        ("gas", "1", 3),
        ("msq", "", 60),
        ("msq", "RR", 101),
        ("msq", "3", 7),
        ("msq", "15", 3),
    ],
)
def test_a_stored_value_that_no_answer_gives_is_refused(scale, item, value):
    with pytest.raises(Impossible) as refused:
        row(scale, item, value)
    assert (refused.value.table, refused.value.column) == ("scores", "value")
    reason = INSTRUMENTS[scale].refusal(item, Fraction(str(value)))
    assert str(refused.value) == f"scores.value: {reason}"


@pytest.mark.parametrize(
    ("scale", "item", "value"),
    [
        ("hit6", "", 36),
        ("hit6", "6", 13),
        ("midas", "", 270),
        ("msq", "EF", "46.67"),
        ("msq", "14", 6),
        ("gas", "", "36.31"),
        ("gas", "garden", -2),
        ("pgic", "", 7),
        ("mibs4", "4", 3),
        ("phq9", "9", 3),
    ],
)
def test_a_stored_value_that_can_be_is_kept(scale, item, value):
    assert row(scale, item, value).value == Decimal(value)


def test_the_reachable_totals_of_hit6_leave_out_three():
    assert set(range(36, 79)) - set(HIT6.totals) == {37, 39, 77}
    assert reachable([(1, 2), (0, 5)]) == {1, 2, 6, 7}


@pytest.mark.parametrize("scale", ["hit6", "midas", "phq9", "gad7", "asc12", "mibs4"])
def test_every_total_that_can_be_has_a_band(scale):
    asked = INSTRUMENTS[scale]
    for total in range(0, 271):
        if asked.refusal("", total) is None:
            assert asked.score([str(total)]).band


def test_the_bands_of_a_scale_do_not_overlap():
    for scale in ("hit6", "phq9", "gad7", "asc12"):
        keys = INSTRUMENTS[scale].banding.bands.values() if hasattr(INSTRUMENTS[scale], "banding") else []
        bounds = [(claim(key).low, claim(key).high) for key in keys]
        assert all(high + 1 == low for (_, high), (low, _) in itertools.pairwise(bounds))
