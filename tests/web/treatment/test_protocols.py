"""The protocol library on the screen: what a version is, what it rests on, what changed."""

import dataclasses
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import get_resolver, reverse

from migrainedays.clinic.records import actions, library, queries
from migrainedays.clinic.records.access import Forbidden, acting, operator
from migrainedays.clinic.records.charting import ProtocolText
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import ROWS
from migrainedays.clinic.records.refusals import WrittenOnce
from migrainedays.errors import Impossible, InputRefused
from migrainedays.exchange.tables import TABLES
from migrainedays.protocol import VersionChanged, read_version, shipped, write_version
from tests.web.treatment.conftest import answers, consent, sheet_of

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


# -- a version that a session used cannot change, by any path --------------------------------------------
@pytest.fixture
def used(physician, dora, stocked):
    """The clinic's own version, used by a session that is signed."""
    version = actions.protocols.add(text=own(), by=physician)
    actions.health.record(patient=dora, values=answers(), by=physician)
    actions.charting.consent(patient=dora, consent=consent(), by=physician)
    actions.charting.record(patient=dora, sheet=sheet_of(version), reasons={}, sign=True, by=physician)
    return version


def refused_everywhere(screen, physician, dora):
    """Whoever opens or uses a version whose text is another now is told, and nothing is charted with it."""
    with pytest.raises(VersionChanged, match="is frozen"):
        queries.protocols.version(physician, "harbour-six", "2")
    with pytest.raises(VersionChanged, match="is frozen"):
        queries.treatment.findings(physician, dora, 1)
    with pytest.raises(VersionChanged, match="is frozen"):
        actions.charting.record(patient=dora, sheet=sheet_of(read_version(own()), number=2), reasons={}, by=physician)
    addresses = (
        reverse("protocol", args=["harbour-six", "2"]),
        reverse("protocol-file", args=["harbour-six", "2"]),
        reverse("session-chart", args=[dora]),
    )
    for address in addresses:
        answer = screen.get(address)
        assert answer.status_code == 422
        assert "is frozen, but its file has changed since" in answer.content.decode()


def test_by_the_form_the_text_of_a_used_version_is_not_replaced(screen, physician, used):
    for text in (own(rationale="Another text."), own(max_units=Decimal(500)), own() + "# a word more\n"):
        assert upload(screen, text).status_code == 422
    assert queries.protocols.version(physician, "harbour-six", "2") == used


def test_by_the_actions_the_text_of_a_used_version_is_not_replaced(physician, clinic, dora, used):
    other = ProtocolText(name="harbour-six", version="2", text=own(rationale="Another text."))
    for by in (physician, operator(clinic.pk)):
        with pytest.raises(InputRefused, match="with other content"):
            actions.protocols.add(text=other.text, by=by)
        for attempt in (
            lambda by=by: actions.health.record(patient=dora, values=[other], by=by),
            lambda by=by: actions.health.correct(patient=dora, value=other, revision=1, by=by),
            lambda by=by: actions.treatment.withdraw(patient=dora, value=other, revision=1, by=by, why="no"),
            lambda by=by: actions.diary.record(patient=dora, entries=[other], by=by),
        ):
            with pytest.raises((Impossible, Forbidden), match=r"belongs to|may not correct"):
                attempt()
        for revision, withdraw in ((0, False), (1, False), (1, True)):
            with pytest.raises(WrittenOnce), transaction.atomic():
                actor = acting(by, "add", "protocol_texts")
                keep([other], record=None, by=actor, revision=revision, withdraw=withdraw)
    assert queries.protocols.version(physician, "harbour-six", "2") == used


def test_by_a_shipped_name_no_clinic_replaces_a_shipped_version(screen, physician):
    text = write_version(dataclasses.replace(SIX, rationale="Another text."))
    assert upload(screen, text).status_code == 422
    assert queries.protocols.version(physician, "six-trigger-sites", "2") == SIX


def test_by_hand_in_the_database_it_is_refused_by_its_hash(screen, physician, dora, used):
    ROWS[ProtocolText].objects.filter(name="harbour-six").update(text=own(rationale="Written behind our back."))
    refused_everywhere(screen, physician, dora)


def test_a_file_on_disk_that_changed_is_refused_by_its_hash(screen, physician, dora, stocked, monkeypatch):
    """As after an upgrade in which somebody edited a shipped file instead of numbering it anew."""
    actions.health.record(patient=dora, values=answers(), by=physician)
    actions.charting.consent(patient=dora, consent=consent(), by=physician)
    version = read_version(own())
    monkeypatch.setattr(library, "shipped", lambda: shipped().adding(version))
    actions.charting.record(patient=dora, sheet=sheet_of(version), reasons={}, sign=True, by=physician)
    edited = read_version(own(rationale="Edited where it lies."))
    monkeypatch.setattr(library, "shipped", lambda: shipped().adding(edited))
    refused_everywhere(screen, physician, dora)


def test_there_is_no_admin_and_no_interface_that_writes_protocols():
    assert not any("admin" in app for app in settings.INSTALLED_APPS)
    assert ProtocolText not in TABLES.values()
    patterns = [str(pattern.pattern) for pattern in get_resolver().url_patterns]
    assert not any("admin" in pattern for pattern in patterns)


def test_a_version_that_nobody_used_is_added_as_it_is_and_kept(physician):
    first = actions.protocols.add(text=own(), by=physician)
    assert actions.protocols.add(text=own(), by=physician) == first
    assert ROWS[ProtocolText].objects.filter(name="harbour-six").count() == 1
