"""What the lines of a bill are called in this clinic, beside their codes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.billing import BillingWords
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.web.shell.fields import Form, field_of
from migrainedays.clinic.web.shell.writing import write
from migrainedays.literature import Claim, claim
from migrainedays.reports.billing import PROCEDURE, TOXIN, WASTED


class BillingForm(Form):
    """One field a line; what stands there otherwise is said below it."""

    procedure = field_of(BillingWords, "procedure", _("The procedure"))
    toxin = field_of(BillingWords, "toxin", _("Units given"))
    wasted = field_of(BillingWords, "wasted", _("Units thrown away"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (("procedure", claim(PROCEDURE)), ("toxin", claim(TOXIN)), ("wasted", claim(TOXIN))):
            self.fields[name].help_text = _hint(found, claim(WASTED).unit if name == "wasted" else "")


def _hint(found: Claim, modifier: str) -> Any:
    said = {"code": " ".join(filter(None, (found.unit, modifier))), "words": found.says}
    return _("Code %(code)s. Empty means “%(words)s”") % said


def page(request: HttpRequest) -> HttpResponse:
    """The clinic's words; the codes themselves are not the clinic's to change."""
    acting(request.user, Verb.CORRECT, BillingWords.table)
    stored = queries.rows.stock(request.user, BillingWords)
    words, revision = (stored[0].value, stored[0].revision) if stored else (BillingWords(), 0)
    form = BillingForm(request.POST or None, initial={name: getattr(words, name) for name in BillingForm.base_fields})
    context: dict[str, Any] = {"form": form, "revision": int(request.POST.get("revision") or revision)}

    def act() -> None:
        given = BillingWords(**form.given(BillingWords))
        actions.billing.name(words=given, revision=context["revision"], by=request.user)

    if request.method == "POST" and form.is_valid():
        context["clash"] = write(form, act)
        if form.is_valid():
            return redirect("billing-words")
    return render(request, "staff/billing.html", context, status=422 if form.errors else 200)
