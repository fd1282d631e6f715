"""What stands beside a comparison: what else moved, what luck alone would show, what would change the answer."""

import dataclasses

import numpy as np
import pytest

from migrainedays.evidence.beside import beside_to_json, changes_in_words, fingerprint, luck_in_words, movers_of
from migrainedays.evidence.compare import Comparison, compare
from migrainedays.evidence.interval import Interval
from migrainedays.evidence.question import Question
from migrainedays.evidence.versions import VersionWindows

QUESTION = Question("six-trigger-sites", ("1", "2"))


def clinic(patients: int = 24, months: int = 4, missing: int = 0) -> VersionWindows:
    """Half the patients under either version, in turn over three years, with two months before treatment."""
    rows = [(p, m) for p in range(patients) for m in range(-2, months)]
    patient, month = (np.array(column) for column in zip(*rows, strict=True))
    session = np.where(month < 0, 0, 1 + month // 2)
    version_b = (patient % 2 == 1) & (session > 0)
    days = np.where(session == 0, 18 + patient % 4, 12 + patient % 5 - 3 * version_b)
    observed = np.full(len(rows), 28 - missing)
    return VersionWindows(patient, session, version_b, patient / 8 + month / 13, np.minimum(days, observed), observed)


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(clinic(), QUESTION)


def test_what_varied_here_is_named_with_its_interval(found: Comparison) -> None:
    movers = {mover.name: mover for mover in movers_of(found)}
    assert set(movers) == {"years", "cycle", "first_under_b", "treated"}
    assert movers["treated"].logit.high < 0
    assert movers["years"].logit == Interval.normal(found.fit["years"], found.fit.error("years"))


def test_what_did_not_vary_is_not_named() -> None:
    one_cycle = clinic(months=2)
    assert "cycle" not in {mover.name for mover in movers_of(compare(one_cycle, QUESTION))}


def test_luck_is_as_wide_as_the_interval_and_lies_about_zero(found: Comparison) -> None:
    told = dataclasses.replace(found, effect=Interval(-2.0, -4.5, 0.5))
    assert luck_in_words(told) == (
        "Of 20 clinics like this one where the versions do not differ, 19 would see an adjusted difference between "
        "-2.5 and +2.5 headache days per 28. This one sees -2.0."
    )


def test_what_would_change_it_names_the_step_and_the_missing_days(found: Comparison) -> None:
    step, missing, more, chance = changes_in_words(found, missing=12)
    low, high = found.step_drift_bound
    assert f"between {round(low, 1) + 0.0:+.1f} and {round(high, 1) + 0.0:+.1f}" in step
    assert "2.7 times as high on days without an entry" in missing
    assert "halve the interval" in more
    assert "by chance" in chance


def test_a_difference_that_rounds_to_none_has_no_minus(found: Comparison) -> None:
    step, *_ = changes_in_words(dataclasses.replace(found, step_drift_bound=(-2.3, -0.04)), missing=0)
    assert "between -2.3 and +0.0" in step


def test_without_a_missing_day_nothing_is_said_of_them(found: Comparison) -> None:
    assert not any("without an entry" in sentence for sentence in changes_in_words(found, missing=0))


def test_the_document_counts_windows_and_missing_days() -> None:
    windows = clinic(missing=3)
    told = beside_to_json(compare(windows, QUESTION), windows)
    assert (told["windows"], told["days_missing"]) == (24 * 6, 24 * 6 * 3)
    assert told["inputs"] == fingerprint(windows)
    assert all(mover["low"] < mover["estimate"] < mover["high"] for mover in told["movers"])


def test_the_fingerprint_knows_no_order_and_every_count() -> None:
    windows = clinic()
    order = np.random.default_rng(1).permutation(len(windows.patient))
    assert fingerprint(windows.only(order)) == fingerprint(windows)
    other = dataclasses.replace(windows, headache_days=windows.headache_days + (np.arange(len(order)) == 5))
    assert fingerprint(other) != fingerprint(windows)
