"""Allocation by chance: even within blocks, the same from the same secret, and not to be guessed."""

from itertools import islice

import numpy as np
import pytest

from migrainedays.errors import Impossible
from migrainedays.evidence.allocation import BLOCKS, SECRET_BYTES, allocate, arms, blocks, check_opened, commitment

SECRET = bytes(range(SECRET_BYTES))
OTHER = bytes(SECRET_BYTES)


def test_every_block_is_even_and_of_a_declared_length() -> None:
    for block in islice(blocks(SECRET, "refinement"), 60):
        assert block.count("A") == block.count("B") == len(block) / 2
        assert len(block) in BLOCKS


def test_lengths_vary() -> None:
    assert {len(block) for block in islice(blocks(SECRET, "refinement"), 60)} == set(BLOCKS)


def test_the_same_secret_and_study_give_the_same_arms() -> None:
    once, again = (list(islice(arms(SECRET, "refinement"), 200)) for _ in range(2))
    assert once == again
    assert [allocate(SECRET, "refinement", n) for n in (1, 2, 100, 200)] == [once[n - 1] for n in (1, 2, 100, 200)]


@pytest.mark.parametrize(("secret", "study"), [(OTHER, "refinement"), (SECRET, "another")])
def test_another_secret_or_study_gives_others(secret: bytes, study: str) -> None:
    here, there = list(islice(arms(SECRET, "refinement"), 200)), list(islice(arms(secret, study), 200))
    same = sum(a == b for a, b in zip(here, there, strict=True))
    assert 70 < same < 130


def test_each_patient_is_as_likely_in_either_arm() -> None:
    rng = np.random.default_rng(1)
    drawn = np.array([[arm == "B" for arm in islice(arms(rng.bytes(32), "s"), 60)] for _ in range(1500)])
    assert drawn.mean(axis=0) == pytest.approx(np.full(60, 0.5), abs=0.06)


def test_neighbours_are_hardly_tied() -> None:
    rng = np.random.default_rng(2)
    drawn = np.array([[arm == "B" for arm in islice(arms(rng.bytes(32), "s"), 40)] for _ in range(1500)])
    repeats = np.mean(drawn[:, 1:] == drawn[:, :-1])
    assert repeats == pytest.approx(0.5, abs=0.02)


def test_who_names_the_arm_that_lacks_patients_is_right_little_more_than_half_the_time() -> None:
    rng, right = np.random.default_rng(3), []
    for _ in range(400):
        ahead = 0
        for arm in islice(arms(rng.bytes(32), "s"), 150):
            named = "B" if ahead < 0 else "A" if ahead > 0 else "AB"[int(rng.integers(2))]
            right.append(named == arm)
            ahead += 1 if arm == "B" else -1
    assert 0.5 < np.mean(right) <= 0.555


def test_the_digest_binds_without_telling() -> None:
    assert commitment(SECRET) == commitment(bytes(range(32)))
    assert commitment(SECRET) != commitment(OTHER)
    assert SECRET.hex() not in commitment(SECRET)
    assert len(commitment(SECRET)) == 64


def test_a_short_secret_could_be_found_by_trying() -> None:
    with pytest.raises(Impossible, match="at least 32 bytes"):
        commitment(b"short")
    with pytest.raises(Impossible, match="at least 32 bytes"):
        allocate(b"", "refinement", 1)


def test_there_is_no_patient_nought() -> None:
    with pytest.raises(Impossible, match="counted from 1"):
        allocate(SECRET, "refinement", 0)


@pytest.mark.parametrize("given", [1, 47, 48, 100, 200])
def test_after_the_end_anybody_can_hold_the_opened_arms_against_the_secret(given: int) -> None:
    opened = list(islice(arms(SECRET, "refinement"), given))
    checked = check_opened(SECRET, "refinement", opened)
    assert all(block.agrees for block in checked)
    assert sum(block.a + block.b for block in checked) == given
    assert all(block.a == block.b == block.length / 2 for block in checked[:-1])
    assert abs(checked[-1].a - checked[-1].b) <= checked[-1].length / 2


@pytest.mark.parametrize("place", [0, 20, 99])
def test_an_arm_that_was_changed_shows_in_its_block_only(place: int) -> None:
    opened = list(islice(arms(SECRET, "refinement"), 100))
    opened[place] = "A" if opened[place] == "B" else "B"
    checked = check_opened(SECRET, "refinement", opened)
    assert [block.agrees for block in checked].count(False) == 1


def test_another_secret_does_not_agree() -> None:
    opened = list(islice(arms(SECRET, "refinement"), 100))
    assert not any(block.agrees for block in check_opened(OTHER, "refinement", opened))


def test_where_nothing_was_opened_there_is_nothing_to_check() -> None:
    assert check_opened(SECRET, "refinement", []) == []
