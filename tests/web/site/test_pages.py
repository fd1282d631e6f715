"""The public pages: in three languages, found by search engines, without a script, and silent until they are shown."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from migrainedays.clinic.records import actions
from migrainedays.clinic.records.enquiring import Website
from migrainedays.clinic.web.site.views import PAGES
from migrainedays.clinic.web.site.words import LANGUAGES, words
from migrainedays.evidence.publishing import to_publish

ANSWER = {
    "treated": 60,
    "first_responses": [
        {"session": 1, "at_risk": 60, "responded": 25, "not_judged": 3, "published_by_then": 0.493, "published": 0.493,
         "hazard": {"estimate": 0.4, "low": 0.3, "high": 0.5}, "by_then": {"estimate": 0.42, "low": 0.3, "high": 0.55}},
        {"session": 2, "at_risk": 35, "responded": 5, "not_judged": 3, "published_by_then": 0.6, "published": 0.1,
         "hazard": {"estimate": 0.4, "low": 0.3, "high": 0.5}, "by_then": {"estimate": 0.5, "low": 0.4, "high": 0.6}},
    ],
    "shares": [
        {"name": "off_acute", "yes": 20, "judged": 50, "not_judged": 4, "outside": 1,
         "interval": {"estimate": 0.4, "low": 0.28, "high": 0.54}},
        {"name": "headache_free", "yes": 45, "judged": 50, "not_judged": 4, "outside": 1,
         "interval": {"estimate": 0.9, "low": 0.8, "high": 0.95}},
    ],
}  # fmt: skip


def shape(node):
    """The places of a text file: names and lengths, without the words."""
    if isinstance(node, dict):
        return {name: shape(child) for name, child in node.items()}
    return [shape(child) for child in node] if isinstance(node, list) else "text"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_text(language):
    assert shape(words(language)) == shape(words("en"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_who_we_are_in_the_language_of_its_address(visitor, page, language):
    answer = visitor.get(page, language)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in body
    assert "Harbour Street 1" in body
    assert words(language)[page]["title"] in body
    assert answer["Content-Language"] == language


@pytest.mark.parametrize("page", PAGES)
def test_search_engines_find_title_description_and_the_other_languages(visitor, page):
    body = visitor.get(page).content.decode()
    assert re.search(r"<title>[^<]{5,} · [^<]+</title>", body)
    assert re.search(r'<meta name="description" content="[^"]{40,}">', body)
    assert f'<link rel="canonical" href="http://testserver{reverse(f"site-{page}", args=["en"])}">' in body
    assert set(re.findall(r'hreflang="(\w\w)"', body)) == set(LANGUAGES)
    assert body.count("<h1") == 1


@pytest.mark.parametrize("page", PAGES)
def test_no_script_no_tracker_and_nothing_from_elsewhere(visitor, page):
    answer = visitor.get(page)
    body = answer.content.decode()
    assert "<script" not in body
    fetched = re.findall(r'(?:<link rel="(?:stylesheet|icon)"[^>]*href|src)="([^"]+)"', body)
    assert fetched
    assert all(address.startswith("/static/") for address in fetched)
    assert "default-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_light(visitor, page):
    assert len(visitor.get(page).content) < 20_000


def test_until_they_are_shown_there_are_no_pages(physician, monkeypatch):
    monkeypatch.setattr("migrainedays.clinic.records.queries.site.the_clinic", lambda: physician.membership.clinic_id)
    for page in PAGES:
        assert Client().get(reverse(f"site-{page}", args=["en"])).status_code == 404
    actions.site.describe(website=Website(shown=False), revision=0, by=physician)
    assert Client().get(reverse("site-home", args=["en"])).status_code == 404
    assert Client().get(reverse("site-door")).status_code == 404


def test_another_language_is_not_there(visitor):
    assert visitor.client.get("/practice/de/").status_code == 404


@pytest.mark.parametrize(("wanted", "met"), [("fr-CA,fr;q=0.9", "fr"), ("es", "es"), ("de", "en"), ("", "en")])
def test_the_door_leads_to_the_visitors_language(visitor, wanted, met):
    answer = visitor.client.get(reverse("site-door"), headers={"accept-language": wanted})
    assert answer.url == reverse("site-home", args=[met])


def test_robots_may_read_the_public_pages_and_nothing_else(visitor):
    told = visitor.client.get("/robots.txt").content.decode()
    assert told.splitlines()[:3] == ["User-agent: *", "Allow: /practice/", "Disallow: /"]
    assert "http://testserver/sitemap.xml" in told


def test_the_map_of_the_site_names_every_page_in_every_language(visitor):
    places = [
        place.text for place in ElementTree.fromstring(visitor.client.get("/sitemap.xml").content).iter() if place.text
    ]
    addresses = [place.strip() for place in places if place.strip()]
    assert len(addresses) == len(PAGES) * len(LANGUAGES)
    for address in addresses:
        assert visitor.client.get(address.removeprefix("http://testserver")).status_code == 200


def test_the_published_shares_stand_with_their_protocol(visitor):
    body = visitor.get("expect").content.decode()
    for share in ("49 %", "61 %", "71 %"):
        assert share in body
    assert "by then" in body
    assert "PREEMPT trials, 155 to 195 units" in body
    assert "response to placebo" in body
    assert "Silberstein" in body


# -- our own results ---------------------------------------------------------------------------------------------
def test_without_results_the_page_says_so(visitor):
    assert words("en")["results"]["none"] in visitor.get("results").content.decode()


def test_results_are_shown_with_denominators_and_intervals(visitor, physician):
    actions.site.publish_results(told=to_publish(ANSWER, 11), by=physician)
    body = visitor.get("results").content.decode()
    assert "60 people were treated." in body
    assert "42 % (30–55 %)" in body
    assert "20 of 50" in body
    assert "40 % (28–54 %)" in body
    assert "fewer than 11 people" in body
    assert "not what caused it" in body


def test_results_that_are_taken_back_are_gone_and_new_ones_replace_them(visitor, physician):
    actions.site.publish_results(told=to_publish(ANSWER, 11), by=physician)
    actions.site.publish_results(told=to_publish(ANSWER | {"treated": 61}, 11), by=physician)
    body = visitor.get("results").content.decode()
    assert "61 people were treated." in body
    assert "60 people were treated." not in body
    actions.site.take_back_results(by=physician)
    assert words("en")["results"]["none"] in visitor.get("results").content.decode()


def test_a_clinic_with_results_publishes_them_from_its_page(screen, visitor):
    body = screen.get(reverse("website")).content.decode()
    assert "Work the results out first." in body
    assert screen.post(reverse("website-publish"), {}).status_code == 302
    assert words("en")["results"]["none"] in visitor.get("results").content.decode()


# -- who we are ----------------------------------------------------------------------------------------------------
def test_the_practice_says_who_it_is_on_one_page(screen, visitor):
    answer = screen.post(reverse("website"), {"shown": "true", "town": "Newtown", "least_cell": "20", "revision": 1})
    assert answer.status_code == 302
    assert "Newtown" in visitor.get("home").content.decode()


def test_two_people_describing_it_at_once_are_told(screen, shown):
    answer = screen.post(reverse("website"), {"shown": "true", "town": "Newtown", "revision": 0})
    assert answer.status_code == 422
    assert "Newtown" in answer.content.decode()


def test_a_cell_may_be_larger_and_never_smaller_than_five(screen, shown):
    answer = screen.post(reverse("website"), {"shown": "true", "least_cell": "4", "revision": 1})
    assert answer.status_code == 422
    assert "outside 5 to 100" in answer.content.decode()


# -- stories -------------------------------------------------------------------------------------------------------
@pytest.fixture
def released(visitor, physician, treated):
    """Clara's story, released."""
    on = dt.date(2026, 11, 23)
    given = {"explained_by": "P", "text_version": "1", "for_website": True, "for_print": False}
    actions.stories.consent(patient=treated, given_on=on, by=physician, **given)
    actions.stories.write(patient=treated, language="fr", sentences=[], revision=0, by=physician)
    told = {"title": "Un parcours", "language": "fr", "page": "<h1>Un parcours</h1><p>Texte</p>"}
    return actions.stories.release(patient=treated, told=told, sharing=9, on=on, by=physician).story


def test_a_released_story_is_read_in_its_own_language_and_stored_by_nobody(visitor, released):
    assert "Un parcours" in visitor.get("stories").content.decode()
    answer = visitor.get("story", name=released)
    assert '<article class="story" lang="fr"><h1>Un parcours</h1>' in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert released in visitor.client.get("/sitemap.xml").content.decode()


def test_when_its_consent_is_taken_back_the_page_is_gone(visitor, released, physician, treated):
    actions.stories.revoke(patient=treated, consent=1, on=dt.date(2026, 11, 23), by=physician)
    assert visitor.get("story", name=released).status_code == 404
    assert released not in visitor.client.get("/sitemap.xml").content.decode()
    assert words("en")["stories"]["none"] in visitor.get("stories").content.decode()
