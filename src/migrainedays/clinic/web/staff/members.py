"""Staff: who is here, and the one-time link by which somebody joins."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.practice import Member
from migrainedays.clinic.web.shell import words
from migrainedays.clinic.web.shell.fields import Form
from migrainedays.clinic.web.shell.writing import write


class InviteForm(Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=_("E-mail"), error_messages={"invalid": _("This is no e-mail address; write name@example.org.")}
    )
    role = forms.ChoiceField(label=_("Role"), choices=tuple(words.ROLES.items()))


def page(request: HttpRequest) -> HttpResponse:
    """The staff; whoever may invites, and sees the link once."""
    acting(request.user, "read", "members")
    may_invite = queries.practice.may(request.user, "add", "members")
    if request.method == "POST":
        acting(request.user, "add", "members")
        if "end" in request.POST:
            return _end(request)
    form = InviteForm(request.POST or None, initial={"role": "injector"})
    made: list[str] = []

    def act() -> None:
        made.append(actions.members.invite(**form.cleaned_data, by=request.user))

    if request.method == "POST" and form.is_valid():
        write(form, act)
    context: dict[str, Any] = {
        "members": queries.practice.members(request.user),
        "invited": queries.practice.invited(request.user, timezone.now()) if may_invite else [],
        "may_invite": may_invite,
        "form": form if not made else InviteForm(),
        "link": request.build_absolute_uri(reverse("join", args=[made[0]])) if made else "",
    }
    return render(request, "staff/members.html", context, status=422 if form.errors else 200)


def _end(request: HttpRequest) -> HttpResponse:
    """End a membership."""
    acting(request.user, "correct", "members")
    email, revision = request.POST["end"], int(request.POST.get("revision") or 0)
    for stored in queries.practice.members(request.user):
        if stored.value.email == email:
            member = Member(email=email, name=stored.value.name, role=stored.value.role, active=False)
            actions.members.correct(member=member, revision=revision, by=request.user, why="ended")
    return redirect("staff")
