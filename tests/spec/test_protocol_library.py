"""A protocol is a readable file, one a version. The library ships three, and a clinic adds its own."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from migrainedays.cli.main import commands
from migrainedays.errors import InputRefused, WrongUse
from migrainedays.literature import claim
from migrainedays.protocol import VersionChanged, difference, read_library, read_version, shipped, write_version


def run(*words: str) -> Result:
    return CliRunner().invoke(commands, ["protocol", *words], catch_exceptions=False)


# -- what is shipped ------------------------------------------------------------------------------------
def test_preempt_is_155_units_at_31_sites_in_7_muscles() -> None:
    preempt = shipped().version("preempt")
    assert (preempt.total_units, len(preempt.planned), len(preempt.muscles)) == (155, 31, 7)
    assert (preempt.max_units, claim("treatment.preempt_most_units").number) == (195, 195)
    assert {site.units for site in preempt.sites} == {5}
    assert preempt.published
    assert not preempt.off_label


@pytest.mark.parametrize(
    ("muscle", "left", "right", "middle", "units"),
    [
        ("corrugator", 1, 1, 0, 10),
        ("procerus", 0, 0, 1, 5),
        ("frontalis", 2, 2, 0, 20),
        ("temporalis", 4, 4, 0, 40),
        ("occipitalis", 3, 3, 0, 30),
        ("cervical_paraspinal", 2, 2, 0, 20),
        ("trapezius", 3, 3, 0, 30),
    ],
)
def test_preempt_muscle_by_muscle(muscle: str, left: int, right: int, middle: int, units: int) -> None:
    sites = [site for site in shipped().version("preempt").sites if site.muscle == muscle]
    sides = [site.side for site in sites]
    assert (sides.count("left"), sides.count("right"), sides.count("middle")) == (left, right, middle)
    assert sum(site.units for site in sites) == units


def test_follow_the_pain_adds_up_to_40_units_at_8_sites_in_three_muscles() -> None:
    extended = shipped().version("preempt-follow-the-pain")
    optional = [site for site in extended.sites if site.optional]
    assert (extended.total_units, extended.max_units, len(extended.sites)) == (155, 195, 39)
    assert {site.muscle for site in optional} == {"temporalis", "occipitalis", "trapezius"}
    assert sum(site.units for site in optional) == 40
    assert sum(extended.caps.values()) == 195
    assert difference(shipped().version("preempt"), extended).totals == (155, 155)


def test_the_caps_of_the_fixed_pattern_are_what_was_published_and_not_its_plan() -> None:
    """More where the pain is was part of the trials: 40 U over three muscles. The others have no room, and say so."""
    fixed, extended = shipped().version("preempt"), shipped().version("preempt-follow-the-pain")
    assert (fixed.caps, fixed.max_units) == (extended.caps, extended.max_units)
    planned = {muscle: sum(s.units for s in fixed.sites if s.muscle == muscle) for muscle in fixed.muscles}
    room = {muscle: fixed.caps[muscle] - units for muscle, units in planned.items()}
    assert {muscle: int(units) for muscle, units in room.items() if units} == {
        "temporalis": 10,
        "occipitalis": 10,
        "trapezius": 20,
    }
    named = {source.claim for source in fixed.sources}
    assert {"treatment.preempt_most_units", "treatment.preempt_muscle_caps"} <= named
    assert not claim("treatment.preempt_muscle_caps").verified


def test_the_six_site_template_says_that_it_is_no_published_protocol() -> None:
    template = shipped().version("six-trigger-sites", "1")
    assert {(site.muscle, site.side) for site in template.sites} == {
        (muscle, side) for muscle in ("corrugator", "temporalis", "occipitalis") for side in ("left", "right")
    }
    assert template.total_units == template.min_units == 75
    assert not template.published
    assert template.off_label
    assert "no published trial found" in template.standing()[0]
    assert "Clinic-defined" in template.standing()[1]
    assert "Off-label" in template.standing()[2]


@pytest.mark.parametrize("name", shipped().names())
def test_left_and_right_mirror_each_other(name: str) -> None:
    for version in shipped().versions(name):
        for site in version.sites:
            if site.side == "left":
                twin = version.site((site.muscle, "right", site.site))
                assert twin is not None
                assert (twin.units, twin.y) == (site.units, site.y)
                assert abs(1 - twin.x - site.x) <= Decimal("0.002")


@pytest.mark.parametrize("name", shipped().names())
def test_every_version_names_its_sources_and_who_wrote_it(name: str) -> None:
    for version in shipped().versions(name):
        assert version.sources
        assert version.author
        assert version.rationale
        assert version.interval_days == 84


# -- a file in, the same file out -----------------------------------------------------------------------
@pytest.mark.parametrize("name", shipped().names())
def test_a_version_comes_back_as_it_was_written(name: str) -> None:
    for version in shipped().versions(name):
        again = read_version(write_version(version))
        assert again.sites == version.sites
        assert write_version(again) == write_version(version)


def test_a_clinic_brings_its_own_file(tmp_path: Path) -> None:
    text = write_version(shipped().version("six-trigger-sites", "1")).replace("six-trigger-sites", "our-pattern")
    (tmp_path / "our-pattern").mkdir()
    (tmp_path / "our-pattern" / "1.toml").write_text(text, encoding="utf-8")
    assert "our-pattern" in read_library(tmp_path).names()
    answer = json.loads(run("list", "--json", "--library", str(tmp_path)).stdout)
    assert [p["name"] for p in answer["protocols"]] == sorted([*shipped().names(), "our-pattern"])


def test_a_file_in_the_wrong_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    text = write_version(shipped().version("preempt"))
    (tmp_path / "mine" / "1.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputRefused, match=r"says preempt 1, but the file lies at mine/1.toml"):
        read_library(tmp_path)


# -- a version once used is frozen ----------------------------------------------------------------------
# Whoever changes a shipped file changes a line here, and has a reason to give it a number of its own instead.
SHIPPED = {
    ("preempt", "1"): "9a6cc8457605bc13ff073c6abfe9b583e0fd9dbdfa8caff120895bb180884ffa",
    ("preempt-follow-the-pain", "1"): "4ae41c46e7975ce11a4b8339c2831ddd17b07e851dba37a489056d14ebcd6267",
    ("six-trigger-sites", "1"): "b62b44255c62eed732b8ecce00b5f89c85a6db0248385c86e372561d864233ed",
    ("six-trigger-sites", "2"): "0cfec0c20a284f80e91bcdfec97fbc118818743281fb24810a7036866ec15012",
}


def test_a_shipped_version_is_the_text_that_was_shipped() -> None:
    found = [(v.name, v.version, v.content_hash) for name in shipped().names() for v in shipped().versions(name)]
    assert {(name, version): content_hash for name, version, content_hash in found} == SHIPPED


def test_a_version_once_used_is_refused_when_its_file_has_changed() -> None:
    used = shipped().version("preempt")
    assert shipped().pinned("preempt", "1", used.content_hash) is used
    with pytest.raises(VersionChanged, match="frozen"):
        shipped().pinned("preempt", "1", "0" * 64)


def test_another_text_under_the_same_name_and_version_is_refused() -> None:
    text = write_version(shipped().version("preempt"))
    edited = read_version(text.replace("units = 5 }", "units = 4 }", 1))
    with pytest.raises(InputRefused, match="a version number of its own"):
        shipped().adding(edited)


def test_line_ends_of_another_computer_are_no_change() -> None:
    text = write_version(shipped().version("preempt"))
    assert read_version(text.replace("\n", "\r\n")).content_hash == read_version(text).content_hash
    assert read_version(text + "\n").content_hash == read_version(text).content_hash
    assert read_version(text.replace("perpendicular", "oblique", 1)).content_hash != read_version(text).content_hash


# -- the command ----------------------------------------------------------------------------------------
def test_the_list_names_each_protocol_with_its_versions() -> None:
    answer = json.loads(run("list", "--json").stdout)
    assert answer == {
        "protocols": [
            {
                "name": "preempt",
                "versions": ["1"],
                "title": "PREEMPT: fixed sites, fixed dose (155 U)",
                "published": True,
            },
            {
                "name": "preempt-follow-the-pain",
                "versions": ["1"],
                "title": "PREEMPT with follow the pain (155 to 195 U)",
                "published": True,
            },
            {
                "name": "six-trigger-sites",
                "versions": ["1", "2"],
                "title": "Six trigger sites (template, clinic-defined)",
                "published": False,
            },
        ]
    }


def test_one_version_is_shown_with_its_sites_and_sources() -> None:
    answer = json.loads(run("show", "preempt-follow-the-pain", "--version", "1", "--json").stdout)
    assert (answer["total_units"], answer["max_units"], answer["published"]) == (155, 195, True)
    assert len(answer["sites"]) == 39
    assert answer["sites"][0] == {
        "muscle": "corrugator",
        "side": "left",
        "site": 1,
        "units": 5,
        "view": "front",
        "x": 0.55,
        "y": 0.34,
        "optional": False,
    }
    assert {source["verified"] for source in answer["sources"]} == {True, False, None}


def test_without_a_version_the_newest_is_shown() -> None:
    assert json.loads(run("show", "six-trigger-sites", "--json").stdout)["version"] == "2"


def test_the_difference_of_two_versions_in_words_and_as_json() -> None:
    answer = json.loads(run("diff", "six-trigger-sites", "1", "2", "--json").stdout)
    assert answer["total_units"] == [75, 80]
    assert answer["changes"][0] == {
        "muscle": "temporalis",
        "side": "left",
        "site": 1,
        "kind": "units",
        "before": 12.5,
        "after": 15,
        "sentence": "+2.5 U left temporalis 1",
    }
    assert [change["side"] for change in answer["changes"]] == ["left", "right"]
    assert "total 75 to 80 U; reason: Example of a refinement" in answer["sentence"]


def test_tables_and_pictures_for_people(tmp_path: Path) -> None:
    picture = tmp_path / "map.svg"
    shown = run("show", "six-trigger-sites", "--map", str(picture))
    assert "Off-label" in shown.stderr
    assert "temporalis" in shown.stdout
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    changed = run("diff", "six-trigger-sites", "1", "2", "--map", str(picture))
    assert "+2.5 U left temporalis 1" in changed.stdout
    assert "Units changed" not in changed.stdout
    assert "units changed" in picture.read_text(encoding="utf-8")
    assert "six-trigger-sites" in run("list").stdout


def test_a_version_is_exported_as_the_file_that_another_clinic_imports() -> None:
    exported = read_version(run("show", "preempt", "--toml").stdout)
    assert exported.sites == shipped().version("preempt").sites


def test_the_schema_is_told_field_by_field() -> None:
    told = json.loads(run("schema", "--json").stdout)
    sites = {field["field"]: field for field in told["sites"]}
    assert sites["units"]["needed"]
    assert not sites["cap"]["needed"]
    written = write_version(shipped().version("preempt-follow-the-pain"))
    lines = {line.split(" = ")[0] for line in written.splitlines() if " = " in line and not line.startswith(" ")}
    known = {field["field"] for field in told["version"]} | {"sources", "sites"}
    assert lines <= known | set(shipped().version("preempt").muscles)
    assert all(field["means"] for part in told.values() for field in part)
    assert "most units at this point" in run("schema").stdout.replace("\n", " ")


@pytest.mark.parametrize("words", [("show", "nothing"), ("show", "preempt", "--version", "9"), ("diff", "x", "1", "2")])
def test_a_name_that_is_not_there_is_answered_with_those_that_are(words: tuple[str, ...]) -> None:
    with pytest.raises(WrongUse, match="preempt"):
        run(*words)
