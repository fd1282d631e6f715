"""Joining by a link that works once."""

from typing import Any

from django import forms
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.records import actions
from migrainedays.clinic.records.access import NotFound
from migrainedays.clinic.records.actions.members import open_invitation
from migrainedays.clinic.web.shell.fields import Form
from migrainedays.clinic.web.staff.clinic import BACKEND, PasswordField


class JoinForm(Form):
    """Name and password of a new member of staff."""

    name = forms.CharField(label=_("Your name"))
    password = PasswordField()


@login_not_required
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Make one's account; a link that is used, old or made up says so and nothing else."""
    try:
        with transaction.atomic():
            invitation = open_invitation(secret)
    except NotFound:
        return render(request, "staff/link_gone.html", status=404)
    form = JoinForm(request.POST or None)
    made: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            made.append(actions.members.join(secret=secret, **form.cleaned_data))
        except ValidationError as problem:
            form.add_error("password", problem)
        if made:
            login(request, made[0], backend=BACKEND)
            return redirect("home")
    context = {"form": form, "invitation": invitation}
    return render(request, "staff/join.html", context, status=422 if form.errors else 200)
