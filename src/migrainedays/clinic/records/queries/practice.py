"""The clinic, its staff, and whether there is a clinic at all."""

import dataclasses
import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from migrainedays.clinic.records.access import NotFound, acting, actor_of
from migrainedays.clinic.records.models import Clinic, Invitation, Membership, Stored, User
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.practice import Member, Practice


@dataclasses.dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who was given a link and has not used it yet."""

    email: str
    role: str
    until: dt.datetime


def is_empty() -> bool:
    """Whether this database holds no clinic yet, so that the first page may open one."""
    return not Clinic.objects.exists()


def is_demo() -> bool:
    """Whether the clinic of this database was made for a demonstration."""
    return Clinic.objects.filter(demo=True).exists()


def practice(user: Any) -> Stored[Practice]:
    """The user's own clinic; NotFound for an account without one."""
    actor = actor_of(user)
    clinic = Clinic.objects.filter(pk=actor.clinic_id).first() if actor else None
    if clinic is None:
        raise NotFound("This account belongs to no clinic.")
    return Stored(practice_of(clinic), clinic.revision)


def now(user: Any) -> dt.datetime:
    """The moment as the clock of the user's clinic shows it."""
    return timezone.now().astimezone(ZoneInfo(practice(user).value.zone))


def role(user: Any) -> str | None:
    """The user's role, None for one without a clinic."""
    actor = actor_of(user)
    return actor.role if actor else None


def may(user: Any, verb: Verb | str, noun: str) -> bool:
    """Whether this user may do something, to show or to leave out a button."""
    actor = actor_of(user)
    return actor is not None and actor.may(verb, noun)


def members(user: Any) -> list[Stored[Member]]:
    """The staff of the user's clinic, by name."""
    actor = acting(user, Verb.READ, Member.table)
    found = Membership.objects.filter(clinic_id=actor.clinic_id).select_related("user").order_by("user__name")
    return [Stored(member_of(membership), membership.revision) for membership in found]


def invited(user: Any, now: dt.datetime) -> list[Invited]:
    """Links that were given and are still good."""
    actor = acting(user, Verb.ADD, Member.table)
    found = Invitation.objects.filter(clinic_id=actor.clinic_id, used_at=None, until__gt=now).order_by("until")
    return [Invited(*row) for row in found.values_list("email", "role", "until")]


def practice_of(clinic: Clinic) -> Practice:
    """A clinic as a value."""
    return Practice(**{field.name: getattr(clinic, field.name) for field in dataclasses.fields(Practice)})


def member_of(membership: Membership) -> Member:
    """A membership as a value."""
    user: User = membership.user
    return Member(email=user.email, name=user.name, role=membership.role, active=membership.active)


def the_clinic() -> int | None:
    """The clinic of this database by its row id, for the operator at the command line."""
    return Clinic.objects.order_by("pk").values_list("pk", flat=True).first()
