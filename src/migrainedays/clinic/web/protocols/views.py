"""The library, one version, its file, and the difference of two."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import NotFound, acting
from migrainedays.clinic.web.protocols.maps import maps_of
from migrainedays.clinic.web.shell.fields import Form
from migrainedays.clinic.web.shell.writing import write
from migrainedays.literature import claim
from migrainedays.protocol import Version, difference, marks_of, marks_of_difference, write_version
from migrainedays.protocol.version import GRADES

LARGEST = 200_000  # bytes of a protocol file; the shipped ones have under 10,000


class FileForm(Form):
    """A version as a file."""

    file = forms.FileField(
        label=_("Protocol file (TOML)"), help_text=_("Download a version, edit it, give it its own name or number.")
    )

    def text(self) -> str:
        """What the file says; a wrong byte shows as a mark and is refused where it matters."""
        return str(self.cleaned_data["file"].read(LARGEST).decode("utf-8", errors="replace"))


def library(request: HttpRequest) -> HttpResponse:
    """All protocols with their versions; a physician adds a file."""
    held = queries.protocols.library(request.user)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        acting(request.user, "add", "protocol_texts")
        if form.is_valid():
            added: list[Version] = []
            write(form, lambda: added.append(actions.protocols.add(text=form.text(), by=request.user)))
            if added:
                return redirect("protocol", added[0].name, added[0].version)
    context = {
        "protocols": [held.versions(name)[::-1] for name in held.names()],
        "form": form,
        "may_add": queries.practice.may(request.user, "add", "protocol_texts"),
    }
    return render(request, "protocols/library.html", context, status=422 if form.errors else 200)


def version(request: HttpRequest, protocol: str, version: str) -> HttpResponse:
    """One version: map, table, what it rests on."""
    found = queries.protocols.version(request.user, protocol, version)
    others = queries.protocols.library(request.user).versions(protocol)
    context = {
        "version": found,
        "others": [other for other in others if other.version != found.version],
        "maps": maps_of(marks_of(found), f"{found.title}, version {found.version}"),
        "sites": list(enumerate(found.sites, start=1)),
        "sources": [(source, claim(source.claim) if source.claim else None) for source in found.sources],
        "grade": GRADES[found.evidence],
        "used": queries.protocols.sessions_with(request.user, protocol, version),
    }
    return render(request, "protocols/version.html", context)


def file(request: HttpRequest, protocol: str, version: str) -> HttpResponse:
    """The version as a file, to keep or to edit into another."""
    found = queries.protocols.version(request.user, protocol, version)
    text = queries.protocols.own_text(request.user, protocol, version) or write_version(found)
    answer = HttpResponse(text, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.name}-{found.version}.toml"'
    return answer


def compare(request: HttpRequest, protocol: str, version: str, before: str) -> HttpResponse:
    """What differs from one version to another, in sentences and on the map."""
    if before == version:
        raise NotFound("A version does not differ from itself.")
    earlier, later = (queries.protocols.version(request.user, protocol, number) for number in (before, version))
    found = difference(earlier, later)
    context: dict[str, Any] = {"found": found, "maps": maps_of(_changed(found), found.in_words())}
    return render(request, "protocols/difference.html", context)


def _changed(found: Any) -> Any:
    """The marks of the views in which something changed; all of them where nothing did."""
    marks = marks_of_difference(found)
    touched = {mark.view for mark in marks if mark.state not in ("planned", "optional")}
    return [mark for mark in marks if mark.view in touched] or marks
