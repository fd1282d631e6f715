"""The phone's own merge and its search for warning signs say what the library says."""

import json
import random
import uuid

from migrainedays.diary.phone import RED_FLAGS, merge, read_operation
from migrainedays.diary.phone.red_flags import red_flags_in
from studies.phone_people import FIELDS

MERGE = "async (days) => { const { merge } = await import('/static/diary/merge.js'); return days.map(merge); }"
FLAGS = """async ([texts, phrases]) => {
    const { flagsIn } = await import('/static/diary/flags.js');
    return texts.map((text) => flagsIn(text, phrases));
}"""
DIARY = str(uuid.UUID(int=1))
NOTES = (
    "Hard to swallow", "J’ai du mal à avaler", "avaler va mal", "Me cuesta tragar.", "trago mal", "short of breath",
    "breathless; then better", "worst headache", "the worst. My life is fine", "la pire de ma vie", "debil", "DÉBIL",
    "no puedo hablar", "swallowtail butterflies", "unbreathable air", "", "…", "a drooping face",
)  # fmt: skip


def day(chance):
    """Some operations of one day, each of which had some of the earlier ones on its screen."""
    made = []
    for _ in range(chance.randint(1, 6)):
        names = chance.sample(sorted(FIELDS), chance.randint(1, 3))
        changes = {name: chance.choice((*FIELDS[name], None)) for name in names}
        if changes.get("headache") is False:
            changes = {"headache": False}
        seen = [each["id"] for each in made if chance.random() < 0.6]
        made.append(
            {
                "id": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
                "diary": DIARY,
                "device": str(uuid.UUID(int=chance.choice((2, 3)))),
                "date": "2026-03-01",
                "claimed_at": "2026-03-01T21:30:00+01:00",
                "zone": "Europe/Paris",
                "changes": changes,
                "parents": seen,
            }
        )
    return made


class TestAgreement:
    def test_a_thousand_days_merge_alike(self, new_phone):
        chance = random.Random(1)
        days = [day(chance) for _ in range(1000)]
        merged = [merge([read_operation(raw) for raw in each]) for each in days]
        settled = [[json.loads(json.dumps(_settled(raw))) for raw in each] for each in days]
        page = new_phone()
        page.open()
        found = page.page.evaluate(MERGE, settled)
        for ours, theirs in zip(merged, found, strict=True):
            assert theirs["values"] == dict(ours.values)
            assert set(theirs["revisions"]) == {str(identity) for identity in ours.revisions}
            held = {name: {v["operation"]: v["value"] for v in found} for name, found in theirs["conflicts"].items()}
            assert held == {name: {str(v.operation): v.value for v in found} for name, found in ours.conflicts.items()}
        assert sum(bool(each.conflicts) for each in merged) > 100

    def test_warning_signs_are_found_alike(self, new_phone):
        page = new_phone()
        page.open()
        found = page.page.evaluate(FLAGS, [NOTES, {flag: list(phrases) for flag, phrases in RED_FLAGS.items()}])
        assert [sorted(flags) for flags in found] == [sorted(red_flags_in(note)) for note in NOTES]

    def test_the_days_own_answers_imply_the_same(self, new_phone):
        page = new_phone()
        page.open()
        said = [{"peak": 2}, {"headache": False}, {"minutes": 0}, {"ongoing": True}, {"note": "x"}, {"peak": None}]
        settle = "async (all) => { const { settle } = await import('/static/diary/merge.js'); return all.map(settle); }"
        found = page.page.evaluate(settle, said)
        assert found == [_settled({"changes": each})["changes"] for each in said]


def _settled(raw):
    """An entry as the phone writes it, with what its answers imply."""
    whole = day(random.Random(2))[0] | raw
    return raw | {"changes": dict(read_operation(whole).changes)}
