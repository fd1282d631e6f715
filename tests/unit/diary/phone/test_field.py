"""The fields of a day: which there are, what each may hold, and the one form in which it is written."""

import pytest

from migrainedays.diary.phone.field import LONGEST_KEY, LONGEST_TEXT, column_of, read_field, split_name


class TestNames:
    @pytest.mark.parametrize(
        ("name", "parts"),
        [
            ("headache", ("", "", "headache")),
            ("intake/a/drug", ("intake", "a", "drug")),
            ("goal/hair in a ponytail/level", ("goal", "hair in a ponytail", "level")),
            ("goal/a/b/level", ("goal", "a/b", "level")),
        ],
    )
    def test_are_taken_apart(self, name, parts):
        assert split_name(name) == parts

    @pytest.mark.parametrize(
        "name",
        [
            "headache", "minutes", "peak", "unilateral", "pulsating", "aggravated", "nausea", "vomiting", "photophobia",
            "phonophobia", "aura_kinds", "aura_minutes", "aura_features", "believed_migraine", "function",
            "other_symptoms", "pain_areas", "ongoing", "wearing_off", "note", "intake/a/drug", "intake/a/purpose",
            "intake/a/taken_at", "intake/a/doses", "intake/a/relieved", "intake/a/pain_free_2h",
            "exposure/bright_light/level", "exposure/bright_light/at", "attack/a/started_at", "attack/a/ended_at",
            "attack/a/debilitating", "goal/run/level", "goal/run/weight", "effect/a/event", "effect/a/severity",
            "score/phq9/1", "score/phq9/9",
        ],
    )  # fmt: skip
    def test_that_a_phone_may_fill(self, name):
        assert column_of(name).kind

    @pytest.mark.parametrize(
        "name",
        [
            "", "patient", "date", "zone", "entered_at", "dose", "headache/a/b", "intake/drug", "intake//drug",
            "intake/a/patient", "intake/a/date", "intake/a/intake", "exposure/x/occurrence", "attack/a/attack",
            "goal/a/goal", "goal/a/b/level", "intake/a\n/drug", "session/a/units", "score/phq9/10", "score/hit6/1",
            f"intake/{'k' * (LONGEST_KEY + 1)}/drug", "__class__", "effect/a/b",
        ],
    )  # fmt: skip
    def test_that_it_may_not(self, name):
        with pytest.raises(ValueError, match="not a field of the diary"):
            column_of(name)

    def test_a_key_may_be_as_long_as_a_goal(self):
        assert column_of(f"goal/{'k' * LONGEST_KEY}/level")


class TestValues:
    @pytest.mark.parametrize(
        ("name", "raw", "held"),
        [
            ("headache", True, True),
            ("headache", "false", False),
            ("headache", None, None),
            ("peak", 3, 3),
            ("peak", "0", 0),
            ("minutes", 0, 0),
            ("minutes", 1440, 1440),
            ("aura_kinds", ["visual", "sensory"], ("sensory", "visual")),
            ("aura_kinds", [], ()),
            ("intake/a/doses", "2.5", "2.5"),
            ("intake/a/doses", 2, "2"),
            ("intake/a/taken_at", "2026-03-01T08:00:00+01:00", "2026-03-01T08:00:00+01:00"),
            ("intake/a/purpose", "Acute", "acute"),
            ("note", "  tired  ", "tired"),
            ("note", "", None),
            ("note", "two\nlines\tand a tab", "two\nlines\tand a tab"),
            ("note", "é👩‍⚕️", "é👩‍⚕️"),
            ("note", "=1+1", "=1+1"),
            ("note", "x" * LONGEST_TEXT, "x" * LONGEST_TEXT),
            ("score/phq9/9", 3, 3),
        ],
    )
    def test_are_written_in_one_form(self, name, raw, held):
        assert read_field(name, raw) == held
        assert type(read_field(name, raw)) is type(held)

    @pytest.mark.parametrize(
        ("name", "raw", "reason"),
        [
            ("headache", 1, "neither true nor false"),
            ("headache", {}, "not something that a field can hold"),
            ("peak", 4, "outside 0 to 3"),
            ("peak", -1, "outside 0 to 3"),
            ("peak", 1.5, "not something that a field can hold"),
            ("minutes", 1441, "outside 0 to 1440"),
            ("aura_kinds", ["smell"], "not one of"),
            ("pain_areas", "elbow_left", "not one of"),
            ("intake/a/doses", "-1", "below 0"),
            ("intake/a/doses", "many", "not a number"),
            ("intake/a/taken_at", "yesterday", "not a moment"),
            ("intake/a/taken_at", "2026-03-01T08:00:00", "no offset"),
            ("note", 7, "not text"),
            ("note", "x" * (LONGEST_TEXT + 1), "longer than"),
            ("score/phq9/9", 4, "outside 0 to 3"),
        ],
    )
    def test_that_cannot_be_are_refused_with_a_sentence(self, name, raw, reason):
        with pytest.raises(ValueError, match=reason):
            read_field(name, raw)

    @pytest.mark.parametrize("hidden", ["\x00", "\x07", "\x1b[31m", "\x7f"])
    def test_what_no_screen_shows_is_left_out(self, hidden):
        assert "\x1b" not in read_field("note", f"a{hidden}b")
        assert read_field("note", f"a{hidden}b").startswith("a")
