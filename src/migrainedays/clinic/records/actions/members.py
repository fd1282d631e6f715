"""Staff: invited by a link that works once, given a role by somebody else than themselves."""

import dataclasses
import datetime as dt
import hashlib
import secrets
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from migrainedays.clinic.records import journal
from migrainedays.clinic.records.access import Actor, Forbidden, NotFound, acting
from migrainedays.clinic.records.models import Invitation, Membership, Stored, User
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.practice import Member
from migrainedays.clinic.records.refusals import Conflict
from migrainedays.errors import Impossible

INVITATION_LASTS = dt.timedelta(days=7)


@transaction.atomic
def invite(*, email: str, role: str, by: Any) -> str:
    """Make a link secret for one person and one role; shown once, kept only as a hash."""
    actor = acting(by, Verb.ADD, Member.table)
    member = Member(email=email.strip().lower(), role=role)
    if "@" not in member.email:
        raise Impossible(Member.table, "email", email, "is not an e-mail address")
    _refuse_taken(member.email)
    secret = secrets.token_urlsafe(32)
    Invitation.objects.create(
        clinic_id=actor.clinic_id,
        email=member.email,
        role=role,
        secret_hash=_hash(secret),
        until=timezone.now() + INVITATION_LASTS,
        made_by_id=actor.user_id,
    )
    _trace(member, 0, actor, "invited")
    return secret


@transaction.atomic
def join(*, secret: str, name: str, password: str) -> User:
    """Use a link: the account and its role come into being; NotFound where the link is used, old or made up.

    Raises Django's ValidationError where the password is too weak.
    """
    invitation = open_invitation(secret)
    member = Member(email=invitation.email, name=name.strip(), role=invitation.role, active=True)
    validate_password(password, User(email=member.email, name=member.name or ""))
    actor = Actor(invitation.clinic_id, invitation.role)
    user = admit(member, password=password, by=actor, why="joined by link")
    Invitation.objects.filter(pk=invitation.pk).update(used_at=timezone.now())
    return user


def open_invitation(secret: str) -> Invitation:
    """The invitation behind a link, while it is good."""
    open_ones = Invitation.objects.select_for_update().filter(used_at=None, until__gt=timezone.now())
    invitation = open_ones.filter(secret_hash=_hash(secret)).first()
    if invitation is None:
        raise NotFound("This link was used already, is too old, or was never given.")
    return invitation


def admit(member: Member, *, password: str | None, by: Actor, why: str) -> User:
    """Make the account of a member and its membership; the caller has made sure that it may be."""
    _refuse_taken(member.email)
    user = User.objects.create_user(member.email, password, name=member.name or "")
    Membership.objects.create(user=user, clinic_id=by.clinic_id, role=member.role or "")
    _trace(member, 1, Actor(by.clinic_id, by.role, by.user_id or user.pk), why)
    return user


@transaction.atomic
def correct(*, member: Member, revision: int, by: Any, why: str = "") -> int:
    """Change the role of a member of staff, or end or renew their membership; nobody changes their own."""
    actor = acting(by, Verb.CORRECT, Member.table)
    found = Membership.objects.select_for_update().filter(clinic_id=actor.clinic_id, user__email=member.email)
    membership = found.first()
    if membership is None:
        raise NotFound("Nobody of that address is a member of this clinic.")
    if membership.user_id == actor.user_id:
        raise Forbidden("Nobody changes their own role; ask a colleague.")
    if membership.revision != revision:
        raise Conflict(member, Stored(member_of(membership), membership.revision))
    found.update(role=member.role, active=bool(member.active), revision=revision + 1)
    _trace(dataclasses.replace(member, name=membership.user.name), revision + 1, actor, why)
    return revision + 1


def member_of(membership: Membership) -> Member:
    """A membership as a value."""
    user = membership.user
    return Member(email=user.email, name=user.name, role=membership.role, active=membership.active)


def _refuse_taken(email: str) -> None:
    if User.objects.filter(email=email).exists():
        raise Impossible(Member.table, "email", email, "has an account already")


def _trace(member: Member, revision: int, by: Actor, why: str) -> None:
    rows = [{"revision": revision, "value": journal.cells_of(member)}]
    journal.append(by=by, patient=None, noun=Member.table, rows=rows, why=why)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
