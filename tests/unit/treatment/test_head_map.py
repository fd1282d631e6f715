"""The head map: what can be seen where, and that the picture says in words what it shows."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from migrainedays.protocol import draw_version, marks_of, shipped
from migrainedays.treatment.head_map import (
    HEIGHT,
    MUSCLES,
    PAIN_AREAS,
    THEMES,
    VIEWS,
    WIDTH,
    Mark,
    area_in_words,
    describe,
    draw_head_map,
    drawing,
    in_words,
    legend,
    mirror,
    muscles_in,
    nearest_muscle,
    patient_side,
    stylesheet,
    view_in_words,
    views_of,
)
from migrainedays.treatment.head_map.geometry import contains, middle

EXTENDED = shipped().version("preempt-follow-the-pain")
SVG = "{http://www.w3.org/2000/svg}"


def mark(number: int = 1, **changes: object) -> Mark:
    given = {
        "number": number,
        "muscle": "frontalis",
        "side": "left",
        "view": "front",
        "x": 0.55,
        "y": 0.25,
        "units": Decimal("5.0"),
    }
    return Mark(**{**given, **changes})  # type: ignore[arg-type]


# -- what can be seen where -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("view", "muscles"),
    [
        ("front", ("corrugator", "procerus", "frontalis", "temporalis", "trapezius")),
        ("left", ("frontalis", "temporalis", "occipitalis", "cervical_paraspinal", "trapezius")),
        ("right", ("frontalis", "temporalis", "occipitalis", "cervical_paraspinal", "trapezius")),
        ("back", ("occipitalis", "cervical_paraspinal", "trapezius")),
    ],
)
def test_the_muscles_of_each_view(view: str, muscles: tuple[str, ...]) -> None:
    assert muscles_in(view) == muscles


def test_every_muscle_can_be_seen_somewhere() -> None:
    assert all(views_of(muscle) for muscle in MUSCLES)
    assert views_of("procerus") == ("front",)
    assert views_of("temporalis") == ("front", "left", "right")


@pytest.mark.parametrize("version", [v for name in shipped().names() for v in shipped().versions(name)])
def test_every_shipped_site_lies_in_its_muscle_on_its_side(version: object) -> None:
    for site in version.sites:  # type: ignore[attr-defined]
        place = nearest_muscle(site.view, site.x, site.y)
        assert (place.muscle, place.side, place.distance) == (site.muscle, site.side, 0), site.in_words()


@pytest.mark.parametrize(
    ("view", "x", "y", "muscle", "side"),
    [
        ("front", 0.5, 0.37, "procerus", "middle"),
        ("front", 0.40, 0.25, "frontalis", "right"),
        ("front", 0.60, 0.25, "frontalis", "left"),
        ("front", 0.26, 0.36, "temporalis", "right"),
        ("left", 0.46, 0.25, "temporalis", "left"),
        ("right", 0.54, 0.25, "temporalis", "right"),
        ("back", 0.42, 0.31, "occipitalis", "left"),
        ("back", 0.58, 0.31, "occipitalis", "right"),
        ("back", 0.55, 0.43, "cervical_paraspinal", "right"),
        ("back", 0.20, 0.65, "trapezius", "left"),
    ],
)
def test_the_muscle_at_a_point(view: str, x: float, y: float, muscle: str, side: str) -> None:
    place = nearest_muscle(view, x, y)
    assert (place.muscle, place.side, place.distance) == (muscle, side, 0)


def test_a_point_off_every_muscle_goes_to_the_nearest_and_says_how_far() -> None:
    chin = nearest_muscle("front", 0.5, 0.72)
    assert chin.distance > 0.1
    just_beside = nearest_muscle("front", 0.30, 0.17)
    assert 0 < just_beside.distance < 0.05


@pytest.mark.parametrize(
    ("view", "x", "side"),
    [
        ("front", "0.499", "right"),
        ("front", "0.5", "middle"),
        ("front", "0.501", "left"),
        ("back", "0.499", "left"),
        ("back", "0.5", "middle"),
        ("back", "0.501", "right"),
        ("left", "0.1", "left"),
        ("left", "0.9", "left"),
        ("right", "0.1", "right"),
    ],
)
def test_the_patients_side_of_a_point(view: str, x: str, side: str) -> None:
    assert patient_side(view, Decimal(x)) == side
    assert patient_side(view, float(x)) == side


def test_the_mirror_is_exact_in_decimals() -> None:
    assert mirror("front", "left", Decimal("0.586"), Decimal("0.342")) == (
        "front",
        "right",
        Decimal("0.414"),
        Decimal("0.342"),
    )
    assert mirror("left", "left", Decimal("0.3"), Decimal("0.2"))[:2] == ("right", "right")
    assert mirror("front", "middle", Decimal("0.5"), Decimal("0.3")) == (
        "front",
        "middle",
        Decimal("0.5"),
        Decimal("0.3"),
    )


# -- the drawings -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("view", VIEWS)
def test_every_region_lies_within_its_view(view: str) -> None:
    for shape in drawing(view).layer("muscle", "area"):
        for x, y in shape.polygon():
            assert -2 <= x <= WIDTH + 2, shape
            assert 0 <= y <= HEIGHT + 2, shape


@pytest.mark.parametrize("view", VIEWS)
def test_every_muscle_in_a_view_is_named_in_its_margin(view: str) -> None:
    assert {name.text for name in drawing(view).names} == {in_words(muscle) for muscle in muscles_in(view)}


def test_every_pain_area_can_be_drawn_in_some_view() -> None:
    drawn = {shape.area for view in VIEWS for shape in drawing(view).layer("area")}
    # The temples have no midline, though the diary can name one.
    assert set(PAIN_AREAS) - drawn == {"temple_middle"}
    assert drawn <= set(PAIN_AREAS)


def test_the_right_view_is_the_left_one_in_the_mirror() -> None:
    left, right = drawing("left"), drawing("right")
    for one, other in zip(left.layer("muscle"), right.layer("muscle"), strict=True):
        assert (one.muscle, other.side) == (other.muscle, "right")
        assert [(WIDTH - x, y) for x, y in one.polygon()] == list(other.polygon())


# -- the picture ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("theme", [*THEMES, "page"])
def test_the_picture_is_sound_svg_and_says_what_it_shows(theme: str) -> None:
    root = ET.fromstring(draw_version(EXTENDED, theme=theme, areas=["temple_left", "neck_middle"]))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert title.text == "PREEMPT with follow the pain (155 to 195 U), version 1: 155 U at 31 sites"
    assert description is not None
    assert description.text is not None
    assert "temple, patient's LEFT" in description.text
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == description.get("id")


def test_each_site_reads_aloud_as_one_sentence() -> None:
    root = ET.fromstring(draw_version(EXTENDED))
    labels = [g.get("aria-label") for g in root.iter(f"{SVG}g") if g.get("role") == "img"]
    assert len(labels) == 39
    assert "Site 1: corrugator, patient's LEFT, 5 U" in labels
    assert sum("optional" in str(label) for label in labels) == 8


def test_left_and_right_stand_in_words_on_every_view() -> None:
    text = draw_head_map(title="empty")
    assert text.index("patient's RIGHT") < text.index("patient's LEFT")  # the front is seen face to face
    back = draw_head_map(title="empty", views=["back"])
    assert back.index("patient's LEFT") < back.index("patient's RIGHT")
    for view in ("left", "right"):
        assert view_in_words(view) in draw_head_map(title="empty", views=[view]).replace("Patient", "patient")
    assert "No site is marked." in text


def test_a_fixed_theme_has_its_colours_written_out_and_a_page_has_none() -> None:
    for theme in THEMES:
        text = draw_head_map([mark()], title="t", theme=theme)
        assert "var(" not in text
        assert THEMES[theme]["site"] in text
    page = draw_head_map([mark()], title="t", theme="page")
    assert "<style>" not in page
    assert 'style="' not in page
    assert not re.search(r"#[0-9a-f]{6}", page)
    assert "prefers-color-scheme: dark" in stylesheet()


def test_every_class_in_the_picture_is_in_the_stylesheet_and_the_other_way_round() -> None:
    states = ("planned", "optional", "added", "removed", "moved", "units")
    marks = [mark(n, state=state, was=(0.5, 0.5), flag="x") for n, state in enumerate(states)]
    picture = draw_head_map(marks, title="t", areas=dict.fromkeys(PAIN_AREAS, 3))
    used = {name for names in re.findall(r'class="([^"]+)"', picture) for name in names.split()}
    styled = set(re.findall(r"\.([a-z-]+)", re.sub(r"\{[^}]*\}", "", stylesheet("light"))))
    assert used == styled


def test_the_days_of_each_area_stand_in_it_and_in_the_words() -> None:
    picture = draw_head_map((), title="t", areas={"temple_left": 1, "neck_middle": 12}, theme="page")
    for words in ("temple, patient's LEFT: 1 day", "neck, midline: 12 days"):
        assert words in picture
    written = re.findall(r'class="pain-days" x="(\d+)" y="(\d+)">(\d+) d<', picture)
    views = [view for view in VIEWS if any(s.area == "temple_left" for s in drawing(view).layer("area"))]
    assert [days for _, _, days in written].count("1") == len(views) == 2
    without = draw_head_map((), title="t", areas=["temple_left", "neck_middle"])
    assert "pain-days" not in re.sub(r"<style>.*?</style>", "", without, flags=re.DOTALL)


@pytest.mark.parametrize("view", VIEWS)
def test_the_number_of_an_area_lies_inside_it(view: str) -> None:
    for shape in drawing(view).layer("area"):
        assert contains(shape.polygon(), middle(shape.polygon())), shape.area


@pytest.mark.parametrize(("theme", "paper"), [(name, colours["paper"]) for name, colours in THEMES.items()])
def test_words_and_numbers_can_be_read_in_every_theme(theme: str, paper: str) -> None:
    colours = THEMES[theme]
    pairs = [("text", "paper"), ("quiet", "paper"), ("on-site", "site"), ("on-site", "added"), ("on-site", "changed")]
    for front, back in [*pairs, ("removed", "halo"), ("site", "halo")]:
        assert contrast(colours[front], colours[back]) >= 4.5, (front, back)
    assert contrast(colours["line"], colours["skin"]) >= 3


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_several_maps_on_one_page_keep_their_ids_apart() -> None:
    both = draw_head_map(title="a", ident="before") + draw_head_map(title="b", ident="after")
    ids = re.findall(r'id="([^"]+)"', both)
    assert len(ids) == len(set(ids)) == 8


def test_names_can_be_left_out_and_text_is_escaped() -> None:
    assert ">frontalis</text>" in draw_head_map(title="t")
    assert ">frontalis</text>" not in draw_head_map(title="t", names=False)
    text = draw_head_map([mark(flag='<script>"&')], title="<b>&")
    assert "<script>" not in text
    assert ET.fromstring(text) is not None


def test_no_sites_of_a_patient_are_drawn_outside_the_views_asked_for() -> None:
    picture = draw_version(EXTENDED, views=["front"])
    assert picture.count('role="img"') == 7


# -- the key ----------------------------------------------------------------------------------------------
def test_the_key_gathers_numbers_of_one_muscle_and_side() -> None:
    front = [m for m in marks_of(EXTENDED) if m.view == "front"]
    assert legend(front) == [
        ("1", "corrugator, patient's LEFT", "5 U"),
        ("2", "corrugator, patient's RIGHT", "5 U"),
        ("3", "procerus, midline", "5 U"),
        ("4–5", "frontalis, patient's LEFT", "2 × 5 = 10 U"),
        ("6–7", "frontalis, patient's RIGHT", "2 × 5 = 10 U"),
    ]


def test_the_key_says_what_differs() -> None:
    marks = [
        mark(1, units=Decimal("7.5")),
        mark(2),
        mark(4, state="optional"),
        mark(5, state="removed"),
        mark(6, units=None),
        mark(8, units=None),
    ]
    assert legend(marks) == [
        ("1–2", "frontalis, patient's LEFT", "12.5 U"),
        ("4", "frontalis, patient's LEFT (optional)", "5 U"),
        ("5", "frontalis, patient's LEFT (gone)", "was 5 U"),
        ("6, 8", "frontalis, patient's LEFT", "units not given"),
    ]


def test_the_map_in_words() -> None:
    words = describe([mark(1), mark(2, state="moved", flag="moved 2 % up")])
    assert words == [
        "Front: 1 frontalis, patient's LEFT 5 U; 2 frontalis, patient's LEFT (moved) 5 U.",
        "Site 2: frontalis, patient's LEFT, 5 U, moved, moved 2 % up.",
    ]
    assert mark(units=None).in_words() == "Site 1: frontalis, patient's LEFT, units not given"
    assert area_in_words("vertex_middle") == "top of the head, midline"
