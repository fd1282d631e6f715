"""Taking a whole import back: which there were, a look before it is done, and what stayed and why."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import NotFound, acting
from migrainedays.clinic.records.importing import Import
from migrainedays.clinic.web.shell.words import said
from migrainedays.errors import InputRefused

SHOWN = 200


def page(request: HttpRequest) -> HttpResponse:
    """The imports of the clinic, the newest first; one that is chosen is looked at, then taken back."""
    acting(request.user, "correct", Import.table)
    found = queries.rows.stock(request.user, Import)
    imports = sorted((stored.value for stored in found), key=lambda one: str(one.at), reverse=True)
    context: dict[str, Any] = {"imports": imports, "shown": SHOWN}
    status = 200
    if request.method == "POST":
        chosen = next((one for one in imports if one.taking == request.POST.get("taking")), None)
        if chosen is None:
            raise NotFound("There is no such import.")
        try:
            context |= _undo(request, chosen) if "undo" in request.POST else {"asked": chosen}
        except InputRefused as problem:
            context["problem"], status = str(problem), 422
    return render(request, "incoming/imports.html", context, status=status)


def _undo(request: HttpRequest, chosen: Import) -> dict[str, Any]:
    undone = actions.imports.undo(taking=chosen.taking, by=request.user)
    stayed = [(kept.value.table, " · ".join(map(str, kept.value.key)), kept.why) for kept in undone.kept]
    again = queries.rows.stock(request.user, Import)
    return {
        "imports": sorted((stored.value for stored in again), key=lambda one: str(one.at), reverse=True),
        "withdrawn": [(said(table), n) for table, n in undone.withdrawn.items()],
        "restored": [(said(table), n) for table, n in undone.restored.items()],
        "stayed": stayed[:SHOWN],
        "stayed_count": len(stayed),
        "reasons": Counter(why for _, _, why in stayed).most_common(),
        "done": True,
    }
