"""Importing a folder: upload, look at what is refused, take in. Nothing is kept before somebody says so."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.records import actions
from migrainedays.clinic.records.access import NotFound, acting
from migrainedays.clinic.records.actions.folders import sentences
from migrainedays.clinic.web.incoming import shelf
from migrainedays.clinic.web.shell.fields import Form
from migrainedays.diary import DiaryDay, Intake
from migrainedays.errors import InputRefused
from migrainedays.exchange import Folder, read_folder
from migrainedays.treatment import Session

SHOWN = 200


class Files(forms.ClearableFileInput):
    """A file field that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in given or [None]]


class UploadForm(Form):
    """The folder to import."""

    files = FilesField(  # type: ignore[assignment] # a field takes the place of the class's annotation
        label=_("Files"),
        widget=Files(attrs={"accept": ".csv,.parquet,.zip"}),
        help_text=_("A zip of the folder, or its tables: patients.csv, days.csv, intakes.csv, sessions.csv, …"),
        error_messages={"required": _("Choose the files first: a zip, or the CSV files of the folder.")},
    )


def upload(request: HttpRequest) -> HttpResponse:
    """Choose the files of a folder."""
    owner = _owner(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("import-look", shelf.lay_down(form.cleaned_data["files"], owner))
        except InputRefused as problem:
            form.add_error("files", str(problem))
    return render(request, "incoming/upload.html", {"form": form}, status=422 if form.errors else 200)


def look(request: HttpRequest, folder: UUID) -> HttpResponse:
    """See what a folder holds and what of it is refused; then take it in, without the refused rows if so decided."""
    owner = _owner(request)
    path = shelf.find(folder, owner)
    if path is None:
        raise NotFound("This folder waits no more; upload it again.")
    if "discard" in request.POST:
        shelf.remove(folder, owner)
        return redirect("import")
    context: dict[str, Any] = {"shown": SHOWN}
    try:
        found = read_folder(path)
        context |= _told(found)
        if "take" in request.POST and (not found.refused or "accept" in request.POST):
            return _take(request, found, folder, owner)
        context["must_accept"] = "take" in request.POST
    except InputRefused as problem:
        context["problem"] = str(problem)
    return render(request, "incoming/look.html", context, status=422 if request.method == "POST" else 200)


def _owner(request: HttpRequest) -> int:
    return acting(request.user, "add", DiaryDay.table).user_id or 0


def _told(found: Folder) -> dict[str, Any]:
    days = found.values(DiaryDay)
    headache = sum(day.headache is True for day in days)
    return {
        "tables": [(name, rows, len(found.tables.get(name, ()))) for name, rows in found.rows.items()],
        "refused": found.refused[:SHOWN],
        "refused_count": len(found.refused),
        "odd": found.odd[:SHOWN],
        "odd_count": len(found.odd),
        "patients": len(found.patients),
        "days": len(days),
        "headache": headache,
        "share": f"{100 * headache / len(days):.1f}" if days else "",
        "sessions": len(found.values(Session)),
        "intakes_asked": found.has(Intake),
    }


def _take(request: HttpRequest, found: Folder, name: UUID, owner: int) -> HttpResponse:
    taken = actions.folders.take_in(folder=found, by=request.user, update="update" in request.POST)
    shelf.remove(name, owner)
    changed = list(sentences(taken.changed))
    context = _told(found) | {"taken": taken, "added": dict(taken.added), "changed": changed[:SHOWN]}
    return render(request, "incoming/taken.html", context | {"changed_count": len(changed)})
