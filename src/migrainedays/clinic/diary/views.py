"""The shell of the app, its service worker, its manifest and its words: the same for everybody, kept on the phone."""

import hashlib
import json
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext, override
from django.views.decorators.gzip import gzip_page

from migrainedays.clinic.diary.words import WORDS
from migrainedays.diary.phone import RED_FLAGS

MODULES = (
    "app", "calendar", "course", "day", "dom", "entries", "flags", "head", "help", "join", "medicines", "merge",
    "months", "passkey", "phq9", "reminder", "seal", "settings", "signs", "store",
    "sync", "words",
)  # fmt: skip
LATER = ("settings", "reminder")  # kept on the phone like the others, and fetched by the page when they are opened
FILES = (
    *(f"diary/{name}.js" for name in MODULES),
    "diary/vendor/idb/idb.js",
    "diary/diary.css",
    "diary/icon-192.png",
)
LANGUAGES = [code for code, _ in settings.LANGUAGES]


@login_not_required
@gzip_page
def shell(request: HttpRequest) -> HttpResponse:
    """The page in which the app lives."""
    modules = [static(f"diary/{name}.js") for name in (*MODULES, "vendor/idb/idb") if name not in LATER]
    return render(request, "diary/shell.html", {"modules": modules})


@login_not_required
@gzip_page
def service_worker(request: HttpRequest) -> HttpResponse:
    """What keeps the app on the phone; a change in any of its files makes a new version."""
    pages = ["/diary/", *(f"/diary/words/{language}.json" for language in LANGUAGES), "/diary/manifest.webmanifest"]
    files = json.dumps([*pages, *(static(name) for name in FILES)])
    context = {"files": files, "version": version(), "icon": static("diary/icon-192.png")}
    response = render(request, "diary/sw.js", context, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@login_not_required
@gzip_page
def manifest(request: HttpRequest) -> JsonResponse:
    """How the app looks among others on the phone: its name says nothing of health."""
    icons = [
        {
            "src": static(f"diary/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for size in (192, 512)
    ]
    described = {
        "name": gettext("My days"),
        "short_name": gettext("My days"),
        "id": "/diary/",
        "start_url": "/diary/",
        "scope": "/diary/",
        "display": "standalone",
        "background_color": "#141110",
        "theme_color": "#141110",
        "icons": icons,
    }
    return JsonResponse(described, content_type="application/manifest+json")


@login_not_required
@gzip_page
def words(request: HttpRequest, language: str) -> JsonResponse:
    """All words of the app in one language, and the words that may mean an emergency."""
    if language not in LANGUAGES:
        raise Http404
    with override(language):
        translated = {text: gettext(text) for text in WORDS}
    return JsonResponse({"words": translated, "flags": RED_FLAGS})


@cache
def version() -> str:
    """A short hash over everything that lies on the phone."""
    digest = hashlib.sha256("".join(WORDS).encode())
    for name in FILES:
        found = finders.find(name)
        assert found is not None, f"{name} is missing"
        with open(str(found), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()[:12]
