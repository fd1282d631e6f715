"""What no page may do: ask a third party, name a person in its address or title, or be kept by a browser."""

import re

import pytest

from tests.web.pages.conftest import TODAY

STAFF_PAGES = ["/today/", "/patients/", "/patients/new/", "/import/", "/staff/", "/clinic/", "/design/"]
PUBLIC_PAGES = ["/account/login/", "/diary/"]


def patient_pages(patients):
    """The pages of one patient."""
    return [f"/patients/{patients.anna}/", f"/patients/{patients.anna}/days/{TODAY}/"]


def opened(screen, patients):
    """Every page that answers a physician, with its address."""
    for address in [*STAFF_PAGES, *patient_pages(patients)]:
        response = screen.get(address)
        if response.status_code == 200:
            yield address, response
    for address in PUBLIC_PAGES:
        yield address, screen.get(address, role=None)


@pytest.fixture
def pages(screen, patients):
    found = dict(opened(screen, patients))
    assert len(found) >= 7, f"too few pages answer: {list(found)}"
    return found


def test_no_page_names_another_host(pages):
    for address, response in pages.items():
        text = response.content.decode()
        asked = re.findall(r'(?:src|href|action|srcset|poster)\s*=\s*"(https?:)?//([^"/]+)', text)
        assert asked == [], f"{address} asks {asked}"


def test_no_page_has_a_script_or_a_style_of_its_own(pages):
    for address, response in pages.items():
        text = response.content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", text), address
        assert not re.search(r"\son(click|load|change|submit)\s*=", text), address
        assert not re.search(r"<style\b", text), address


def test_every_page_forbids_what_is_not_its_own(pages):
    for address, response in pages.items():
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy or "default-src 'none'" in policy, address
        assert "unsafe-inline" not in policy, address
        assert "unsafe-eval" not in policy, address
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] in {"same-origin", "no-referrer", "strict-origin"}


def test_no_title_and_no_address_names_a_person(pages):
    for address, response in pages.items():
        title = re.search(r"<title>(.*?)</title>", response.content.decode(), re.DOTALL)
        assert title is not None, address
        assert "Anna" not in title.group(1)
        assert "Lindgren" not in title.group(1)
        assert "Anna" not in address


def test_every_page_says_its_language_and_has_one_heading(pages):
    for address, response in pages.items():
        text = response.content.decode()
        assert re.search(r'<html[^>]*\slang="[a-z]{2}', text), address
        if address != "/diary/":  # the phone's page draws its heading itself
            assert len(re.findall(r"<h1\b", text)) == 1, address


def test_no_page_of_a_patient_is_kept_by_the_browser(screen, patients):
    for address in patient_pages(patients):
        response = screen.get(address)
        if response.status_code == 200:
            assert "no-store" in response.headers.get("Cache-Control", ""), address
