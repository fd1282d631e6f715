"""The protocol library on the screen: what a version is, what it rests on, what changed."""

import dataclasses

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from migrainedays.protocol import read_version, shipped, write_version

SIX = shipped().version("six-trigger-sites", "2")


def upload(screen, text, role="physician"):
    file = SimpleUploadedFile("own.toml", text.encode())
    return screen.post(reverse("protocols"), {"file": file}, role)


def own(**changes):
    return write_version(dataclasses.replace(SIX, name="harbour-six", title="Harbour six", **changes))


def test_the_library_shows_what_is_clinic_defined_and_off_label(screen):
    body = screen.get(reverse("protocols")).content.decode()
    for name in shipped().names():
        newest = shipped().version(name)
        assert reverse("protocol", args=[name, newest.version]) in body
    assert body.count(">clinic-defined<") == sum(not shipped().version(n).published for n in shipped().names())
    assert "no published trial found" in body


@pytest.mark.parametrize("name", shipped().names())
def test_a_version_shows_map_sites_and_sources(screen, name):
    version = shipped().version(name)
    body = screen.get(reverse("protocol", args=[name, version.version])).content.decode()
    for site in version.sites:
        assert site.in_words() in body.replace("&#x27;", "'")
    assert body.count('class="head-map"') == len({site.view for site in version.sites})
    for source in version.sources:
        assert source.text[:30] in body.replace("&#x27;", "'")


def test_the_difference_stands_in_words_and_on_the_map(screen):
    body = screen.get(reverse("protocol-difference", args=["six-trigger-sites", "2", "1"])).content.decode()
    assert "+2.5 U left temporalis 1" in body
    assert "Total 75 U to 80 U" in body
    assert "site-units" in body
    assert 'data-view="back"' not in body  # nothing changed there


def test_a_version_that_is_not_there_does_not_exist(screen):
    assert screen.get(reverse("protocol", args=["preempt", "99"])).status_code == 404
    assert screen.get(reverse("protocol", args=["nothing", "1"])).status_code == 404
    assert screen.get(reverse("protocol-difference", args=["preempt", "1", "1"])).status_code == 404


def test_a_file_goes_out_and_comes_back_as_the_same_version(screen):
    answer = screen.get(reverse("protocol-file", args=["six-trigger-sites", "2"]))
    out = read_version(answer.content.decode())
    assert dataclasses.replace(out, content_hash="") == dataclasses.replace(SIX, content_hash="")
    assert upload(screen, own()).url == reverse("protocol", args=["harbour-six", "2"])
    body = screen.get(reverse("protocol-file", args=["harbour-six", "2"])).content.decode()
    assert body == own()


def test_another_text_under_a_taken_number_is_refused(screen):
    upload(screen, own())
    answer = upload(screen, own(rationale="Another text."))
    assert answer.status_code == 422
    assert "Give the new text a version number of its own" in answer.content.decode()


def test_a_wrong_file_is_told_line_by_line(screen):
    answer = upload(screen, own().replace('muscle = "temporalis"', 'muscle = "biceps"', 1))
    assert answer.status_code == 422
    assert "is not one of corrugator" in answer.content.decode()


def test_only_a_physician_adds_a_version(screen):
    assert upload(screen, own(), "injector").status_code == 403
    assert upload(screen, own(), "analyst").status_code == 403
