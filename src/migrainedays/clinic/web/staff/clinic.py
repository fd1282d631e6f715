"""The clinic itself: opened on an empty database, corrected later, kept safe."""

from typing import Any

from django import forms
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.records import actions, emergency, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.practice import Member, Practice
from migrainedays.clinic.web.shell.fields import Form, field_of
from migrainedays.clinic.web.shell.writing import write

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class PracticeForm(Form):
    """How a clinic works."""

    name = field_of(Practice, "name", _("Name of the clinic"), required=True)
    zone = field_of(Practice, "zone", _("Time zone"), _("Such as Europe/Paris."), required=True)
    language = field_of(Practice, "language", _("Language"), required=True)
    interval_days = field_of(
        Practice,
        "interval_days",
        _("Usual interval between sessions"),
        _("In days; 84 are twelve weeks."),
        required=True,
    )
    quiet_after_days = field_of(
        Practice, "quiet_after_days", _("A diary is quiet after"), _("In days without an entry."), required=True
    )

    def practice(self) -> Practice:
        """The clinic as a value."""
        return Practice(**self.given(Practice))


class ClinicForm(PracticeForm):
    """How a clinic works, with the numbers that its patients' phones name."""

    emergency_number = field_of(Practice, "emergency_number", _("Emergency number on the phones"))
    crisis_number = field_of(Practice, "crisis_number", _("Crisis line on the phones"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = (kwargs.get("initial") or {}).get("zone")
        for kind in ("emergency", "crisis"):
            self.fields[f"{kind}_number"].help_text = said_of(emergency.known(zone, kind))


def said_of(found: emergency.Known | None) -> str:
    """What a phone shows where the clinic sets no number, and where that was seen."""
    if found is None:
        return gettext("Nothing is known for this region; empty names no number.")
    if not found.verified:
        sentence = gettext(
            "Unverified, so not shown: %(number)s (%(source)s). Empty means “your local emergency number”."
        )
    else:
        sentence = gettext("Empty means %(number)s. Seen: %(source)s.")
    return sentence % {"number": found.number, "source": found.source}


class PasswordField(forms.CharField):
    """A password, chosen; what was typed is not shown again."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Password"),
            strip=False,
            help_text=_("At least 12 characters. A sentence that only you would say is a good one."),
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        )


class WelcomeForm(PracticeForm):
    """A new clinic with its first physician."""

    who = forms.CharField(label=_("Your name"))
    email = forms.EmailField(
        label=_("Your e-mail"), error_messages={"invalid": _("This is no e-mail address; write name@example.org.")}
    )
    password = PasswordField()

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


@login_not_required
def welcome(request: HttpRequest) -> HttpResponse:
    """Open the clinic, where there is none yet; the first physician is signed in."""
    if not queries.practice.is_empty():
        return redirect("home")
    form = WelcomeForm(request.POST or None, initial=_usual())
    made: list[Any] = []

    def act() -> None:
        given = form.cleaned_data
        member = Member(email=given["email"].lower(), name=given["who"])
        made.append(actions.clinics.open_clinic(practice=form.practice(), physician=member, password=given["password"]))

    if request.method == "POST" and form.is_valid():
        write(form, act)
        if made:
            login(request, made[0], backend=BACKEND)
            return redirect("home")
    return render(request, "staff/welcome.html", {"form": form}, status=422 if form.errors else 200)


def _usual() -> dict[str, Any]:
    return {f.name: f.default for f in Practice.__dataclass_fields__.values() if f.name not in ("name", "zone")}


def page(request: HttpRequest) -> HttpResponse:
    """How the clinic works, and how it is kept safe."""
    acting(request.user, "read", "clinic")
    acting(request.user, "correct", "clinic")
    stored = queries.practice.practice(request.user)
    form = ClinicForm(
        request.POST or None, initial={name: getattr(stored.value, name) for name in ClinicForm.base_fields}
    )
    context: dict[str, Any] = {
        "form": form,
        "revision": int(request.POST.get("revision") or stored.revision),
        "saved": False,
    }

    def act() -> None:
        actions.clinics.correct(practice=form.practice(), revision=context["revision"], by=request.user)

    if request.method == "POST" and form.is_valid():
        clash = write(form, act)
        if clash:
            context |= {"clash": clash, "revision": clash.revision}
        elif form.is_valid():
            context |= {"saved": True, "revision": queries.practice.practice(request.user).revision}
    return render(request, "staff/clinic.html", context, status=422 if form.errors else 200)
