"""The difference of two versions: every kind of change, in words and on the map."""

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from migrainedays.protocol import Site, Version, difference, draw_difference, marks_of_difference, shipped
from migrainedays.protocol.documents import document_of_difference

BEFORE = shipped().version("preempt")


def with_site(key: tuple[str, str, int], **changes: Any) -> Version:
    sites = tuple(dataclasses.replace(s, **changes) if s.key == key else s for s in BEFORE.sites)
    return dataclasses.replace(BEFORE, version="2", sites=sites)


def test_a_version_does_not_differ_from_itself() -> None:
    found = difference(BEFORE, BEFORE)
    assert (found.changes, found.other) == ((), ())
    assert found.in_words() == "no site differs; total 155 U as before"


@pytest.mark.parametrize(("units", "sentence"), [("7.5", "+2.5 U"), ("4", "−1 U"), ("15", "+10 U")])
def test_units_up_and_down(units: str, sentence: str) -> None:
    found = difference(BEFORE, with_site(("temporalis", "left", 2), units=Decimal(units)))
    (change,) = found.changes
    assert change.sentence == f"{sentence} left temporalis 2"
    assert found.totals == (155, 150 + Decimal(units))


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        ("0.03", "0", "3.0% right on"),
        ("-0.03", "0", "3.0% left on"),
        ("0", "0.011", "1.1% down on"),
        ("0.02", "-0.01", "2.0% right and 1.0% up on"),
    ],
)
def test_a_site_that_moved(x: str, y: str, words: str) -> None:
    site = BEFORE.site(("frontalis", "left", 1))
    assert site is not None
    found = difference(BEFORE, with_site(site.key, x=site.x + Decimal(x), y=site.y + Decimal(y)))
    assert [c.kind for c in found.changes] == ["moved"]
    assert words in found.changes[0].sentence
    document = document_of_difference(found)["changes"][0]
    assert document["before"] == {"view": "front", "x": float(site.x), "y": float(site.y)}


def test_a_site_that_moved_to_another_picture() -> None:
    found = difference(BEFORE, with_site(("occipitalis", "left", 1), view="left"))
    assert found.changes[0].sentence == "left occipitalis 1 moved from the back to the left view"
    assert marks_of_difference(found)[15].was is None


def test_moved_and_changed_are_two_changes_of_one_mark() -> None:
    found = difference(BEFORE, with_site(("procerus", "middle", 1), y=Decimal("0.4"), units=Decimal(6)))
    assert [c.kind for c in found.changes] == ["moved", "units"]
    marked = [mark for mark in marks_of_difference(found) if mark.flag]
    assert len(marked) == 1
    assert "; +1 U midline procerus 1" in str(marked[0].flag)


def test_sites_that_appear_and_go() -> None:
    first, rest = BEFORE.sites[0], BEFORE.sites[1:]
    new = dataclasses.replace(first, site=2, optional=True)
    found = difference(BEFORE, dataclasses.replace(BEFORE, sites=(*rest, new)))
    assert [(c.kind, c.sentence) for c in found.changes] == [
        ("added", "new: left corrugator 2, 5 U (optional)"),
        ("removed", "gone: left corrugator 1, 5 U"),
    ]
    assert found.totals == (155, 150)
    assert [mark.state for mark in marks_of_difference(found)].count("removed") == 1
    documents = document_of_difference(found)["changes"]
    assert [(c["before"], c["after"]) for c in documents] == [(None, 5), (5, None)]


def test_what_is_no_site_is_told_too() -> None:
    after = dataclasses.replace(
        with_site(("procerus", "middle", 1), depth="superficial"), max_units=Decimal(160), caps={"procerus": Decimal(6)}
    )
    words = difference(BEFORE, after).other
    assert "most units in a session: 195 to 160" in words
    assert "cap of procerus: 5 to 6" in words
    assert "cap of temporalis: 50 to none" in words
    assert "midline procerus 1: depth intramuscular to superficial" in words


def test_only_the_views_that_changed_are_drawn() -> None:
    picture = draw_difference(difference(BEFORE, with_site(("temporalis", "left", 2), units=Decimal(6))))
    assert 'aria-label="Patient\'s LEFT side view"' in picture
    assert 'aria-label="Front view"' not in picture
    assert 'aria-label="Front view"' in draw_difference(difference(BEFORE, BEFORE))


def test_a_change_knows_its_site() -> None:
    site: Site = difference(BEFORE, with_site(("procerus", "middle", 1), units=Decimal(6))).changes[0].site
    assert site.units == 6
    assert site.in_words() == "procerus 1, midline"
