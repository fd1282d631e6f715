"""The public pages: what the treatment is, what to expect, the practice's results, questions, stories."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language_from_request, override

from migrainedays.clinic.records import emergency, queries
from migrainedays.clinic.records.enquiring import PublishedResults
from migrainedays.clinic.web.site.words import LANGUAGES, words
from migrainedays.evidence.published import published_responses

PAGES = ("home", "treatment", "expect", "results", "questions", "stories", "ask")
Page = Callable[..., HttpResponse]


def public(page: Page) -> Page:
    """A page that everybody may read, in the language of its address; not there until the practice shows its pages."""

    @login_not_required
    def wrapped(request: HttpRequest, language: str, **given: Any) -> HttpResponse:
        if language not in LANGUAGES:
            raise Http404(language)
        with override(language):
            answer = page(request, language, **given)
        answer.headers.setdefault("Content-Language", language)
        return answer

    return wrapped


def frame(request: HttpRequest, language: str, here: str, **more: Any) -> dict[str, Any]:
    """What the head and foot of each public page show."""
    shown = queries.site.shown()
    numbers = emergency.numbers_for(shown.practice, shown.practice.zone)
    return {
        "say": words(language),
        "language": language,
        "languages": LANGUAGES,
        "here": here,
        "shown": shown,
        "emergency": numbers.emergency,
        "crisis": numbers.crisis,
        "canonical": request.build_absolute_uri(request.path),
        "alternates": [(code, request.build_absolute_uri(_in(request, code))) for code in LANGUAGES],
        "pages": [(name, words(language)["nav"][name], reverse(f"site-{name}", args=[language])) for name in PAGES],
        **more,
    }


def _in(request: HttpRequest, language: str) -> str:
    """The same page in another language."""
    match = request.resolver_match
    assert match is not None
    return reverse(match.view_name, kwargs=match.kwargs | {"language": language})


@login_not_required
def door(request: HttpRequest) -> HttpResponse:
    """To the page of the visitor's own language."""
    queries.site.shown()
    wanted = get_language_from_request(request)[:2]
    return redirect("site-home", wanted if wanted in LANGUAGES else "en")


def _plain(name: str) -> Page:
    """A page that is made of its words alone."""

    @public
    def page(request: HttpRequest, language: str) -> HttpResponse:
        return render(request, f"site/{name}.html", frame(request, language, name))

    return page


home, treatment, questions = (_plain(name) for name in ("home", "treatment", "questions"))


@public
def expect(request: HttpRequest, language: str) -> HttpResponse:
    """When a change is seen, by the published trials."""
    shares = [(found.session, round(found.by_then_percent), found.claim) for found in published_responses()]
    return render(request, "site/expect.html", frame(request, language, "expect", shares=shares))


@public
def results(request: HttpRequest, language: str) -> HttpResponse:
    """The practice's own results as they were published."""
    context = frame(request, language, "results")
    found = queries.site.results(context["shown"].clinic_id)
    if found is not None:
        published, told = found
        context |= {"published_day": _day(published), "told": told}
    return render(request, "site/results.html", context)


def _day(published: PublishedResults) -> str:
    return date_format(published.published_at, "DATE_FORMAT") if published.published_at else ""


@public
def stories(request: HttpRequest, language: str) -> HttpResponse:
    """The stories that were released."""
    context = frame(request, language, "stories")
    context["stories"] = queries.stories.released(context["shown"].clinic_id)
    return render(request, "site/stories.html", context)


@public
def story(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """One story; gone as soon as its consent is."""
    context = frame(request, language, "stories")
    context["story"] = queries.stories.one_released(context["shown"].clinic_id, name)
    answer = render(request, "site/story.html", context)
    answer["Cache-Control"] = "no-store"  # a story that is taken back must not stay in anybody's store
    return answer


@login_not_required
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: the public pages and nothing else."""
    lines = ["User-agent: *", "Allow: /practice/", "Disallow: /"]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@login_not_required
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page in every language."""
    shown = queries.site.shown()
    addresses = [reverse(f"site-{name}", args=[language]) for language in LANGUAGES for name in PAGES]
    for told in queries.stories.released(shown.clinic_id):
        addresses.append(reverse("site-story", args=[told.language, told.name]))
    places = "".join(f"<url><loc>{request.build_absolute_uri(address)}</loc></url>" for address in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return HttpResponse(f"{head}{places}</urlset>\n", content_type="application/xml")
