"""The enquiry form of the public pages: read by a person, kept once, answered at once where it cannot wait."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from migrainedays.clinic.records import actions
from migrainedays.clinic.web.site import guarding
from migrainedays.clinic.web.site.views import frame, public
from migrainedays.clinic.web.site.words import words

LONGEST = 4000


class AskingForm(forms.Form):
    """Who asks, how they are reached, and what they want to know."""

    name = forms.CharField(max_length=120, required=False)
    email = forms.EmailField(max_length=200, required=False)
    phone = forms.CharField(max_length=40, required=False)
    message = forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, data: Any, *, language: str) -> None:
        super().__init__(data, label_suffix="", auto_id="%s")
        self.say = words(language)["ask"]
        for name, field in self.fields.items():
            field.label = self.say[name]
            complete = {"name": "name", "email": "email", "phone": "tel"}.get(name, "off")
            field.widget.attrs["autocomplete"] = complete

    def clean(self) -> dict[str, str]:
        found = super().clean() or {}
        if not self.errors and not (found.get("email") or found.get("phone")):
            self.add_error("email", self.say["reach"])
        return found


@public
def ask(request: HttpRequest, language: str) -> HttpResponse:
    """The form; what was typed comes back whenever it is not taken."""
    context = frame(request, language, "ask")
    form = AskingForm(request.POST or None, language=language)
    say = context["say"]["ask"]
    status = 200
    if request.method == "POST":
        name = guarding.name_in(request.POST.get("ticket", ""))
        if guarding.is_machine(request):
            return render(request, "site/asked.html", context)  # a machine learns nothing
        if form.is_valid() and name is None:
            form.add_error(None, say["again"])
        elif form.is_valid() and not guarding.within_limit(request):
            form.add_error(None, say["too_many"])
        elif form.is_valid() and name is not None:
            asked = actions.enquiries.receive(
                context["shown"].clinic_id, enquiry=name, language=language, **form.cleaned_data
            )
            return render(request, "site/urgent.html" if asked.red_flags else "site/asked.html", context)
        status = 422
    context |= {"form": form, "ticket": guarding.ticket(), "trap": guarding.TRAP}
    answer = render(request, "site/ask.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
