"""The stock, its acts, and the recall of a lot."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.charting import VialAct
from migrainedays.clinic.web.shell.fields import Form, field_of
from migrainedays.clinic.web.shell.writing import write
from migrainedays.treatment.products import PRODUCTS, OnabotulinumtoxinA

ACTS = (
    ("open", _("Open")),
    ("reconstitute", _("Reconstitute")),
    ("waste", _("Waste")),
    ("discard", _("Discard")),
    ("quarantine", _("Quarantine")),
    ("release", _("Release from quarantine")),
)
NEEDS = {"reconstitute": "diluent_ml", "waste": "units"}


class ReceiveForm(Form):
    """A vial that came in."""

    vial = field_of(VialAct, "vial", _("Vial number"), _("The clinic's own, one a vial."))
    product = forms.ChoiceField(label=_("Product"), choices=[(p.product, p.product) for p in PRODUCTS])
    lot = field_of(VialAct, "lot", _("Lot"), required=True)
    expires_on = field_of(VialAct, "expires_on", _("Expires on"), required=True)
    units = field_of(VialAct, "units", _("Units in the vial"), required=True)


class ActForm(Form):
    """Something done to a vial."""

    vial = field_of(VialAct, "vial", _("Vial number"))
    act = forms.ChoiceField(label=_("What was done"), choices=ACTS)
    diluent_ml = field_of(VialAct, "diluent_ml", _("Diluent in mL"), _("For reconstituting."))
    units = field_of(VialAct, "units", _("Units wasted"), _("For waste."))
    reason = field_of(VialAct, "reason", _("Reason"))

    def clean(self) -> dict[str, Any]:
        """Each act has what it needs."""
        held = super().clean() or {}
        needed = NEEDS.get(held.get("act", ""))
        if needed and held.get(needed) is None and needed not in self.errors:
            self.add_error(needed, _("This is needed for it."))
        return held


def page(request: HttpRequest) -> HttpResponse:
    """All vials with what is left in each; one form to receive, one for everything else."""
    acting(request.user, "read", "vial_acts")
    posted = request.POST.get("form") if request.method == "POST" else None
    if posted is not None:
        acting(request.user, "add" if posted == "receive" else "correct", "vial_acts")
    receive = ReceiveForm(
        request.POST if posted == "receive" else None, initial={"product": OnabotulinumtoxinA.product}
    )
    other = ActForm(request.POST if posted == "act" else None, prefix="act")
    form = {"receive": receive, "act": other}.get(posted or "")
    if form is not None and form.is_valid() and _enter(request, form):
        return redirect("stock")
    context = {
        "vials": _shown(request),
        "receive": receive,
        "act": other,
        "form": form or receive,
        "may_add": queries.practice.may(request.user, "add", "vial_acts"),
        "may_act": queries.practice.may(request.user, "correct", "vial_acts"),
        "may_recall": queries.practice.may(request.user, "read", "injections"),
    }
    return render(request, "stock/stock.html", context, status=422 if form is not None else 200)


def _enter(request: HttpRequest, form: Form) -> bool:
    done: list[Any] = []
    given = {"act": "receive", **form.cleaned_data}
    if given["act"] != "receive":
        given = {
            name: cell for name, cell in given.items() if name not in NEEDS.values() or NEEDS.get(given["act"]) == name
        }
        given["product"] = _product(request, given["vial"])
    act = VialAct(number=1, at=_now(request), **given)
    write(form, lambda: done.append(actions.stock.act(act=act, by=request.user)))
    return bool(done)


def _product(request: HttpRequest, vial: str) -> str | None:
    known = queries.stock.ledger(request.user).vials.get(vial)
    return known.size.product if known else OnabotulinumtoxinA.product


def _now(request: HttpRequest) -> Any:
    return queries.practice.now(request.user)


def _shown(request: HttpRequest) -> list[Any]:
    """The vials that can still be used first, by expiry; then the others, those thrown away last before the rest."""
    vials = queries.stock.ledger(request.user).vials.values()
    gone = sorted((v for v in vials if v.discarded_at), key=lambda v: (v.discarded_at, v.vial), reverse=True)
    held = sorted((v for v in vials if not v.discarded_at), key=lambda v: (not v.opened_at, v.expires_on, v.vial))
    return [*held, *gone]


def recall(request: HttpRequest) -> HttpResponse:
    """Every patient who was given something of a lot; POST keeps the lot out of the address."""
    acting(request.user, "read", "injections")
    lot = request.POST.get("lot", "").strip()
    found = queries.stock.of_lot(request.user, lot) if lot else []
    return render(request, "stock/recall.html", {"lot": lot, "found": found})
