"""What a person may see and do: every query starts from `visible`, every action from `acting`.

Whatever lies outside somebody's clinic, or outside what their role may read, does not exist for them: lists come
back without it and a single thing is `NotFound`. A verb that their role lacks on something they do see is
`Forbidden`. Django shows the first as 404 and the second as 403.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404

from migrainedays.clinic.records.policies import OPERATOR, Verb, allows

R = TypeVar("R", bound=models.Model)


class NotFound(Http404):
    """There is no such thing, or none that this person may see; which of the two is not told."""


class Forbidden(PermissionDenied):
    """This role may not do that."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which role, for which clinic; without a user it is the operator at the command line."""

    clinic_id: int
    role: str
    user_id: int | None = None

    def may(self, verb: Verb | str, noun: str) -> bool:
        """Whether this role may do something to a noun."""
        return allows(self.role, verb, noun)

    def must(self, verb: Verb | str, noun: str) -> None:
        """Forbidden unless this role may."""
        if not self.may(verb, noun):
            raise Forbidden(f"The role {self.role} may not {verb} {noun}.")


def operator(clinic_id: int) -> Actor:
    """The person at the machine itself, acting for one clinic."""
    return Actor(clinic_id, OPERATOR)


def actor_of(user: Any) -> Actor | None:
    """The actor that a signed-in user is; None for strangers and for those whose membership ended."""
    if isinstance(user, Actor):
        return user
    membership = getattr(user, "membership", None) if getattr(user, "is_active", False) else None
    if membership is None or not membership.active:
        return None
    return Actor(membership.clinic_id, membership.role, user.pk)


def acting(by: Any, verb: Verb | str, noun: str) -> Actor:
    """The actor behind `by`, who must be allowed this verb on this noun."""
    actor = actor_of(by)
    if actor is None:
        raise Forbidden("This account belongs to no clinic.")
    actor.must(verb, noun)
    return actor


def visible(rows: "models.QuerySet[R]", user: Any, noun: str, clinic_path: str) -> "models.QuerySet[R]":
    """The rows of the user's own clinic, if their role may read the noun; otherwise none."""
    actor = actor_of(user)
    if actor is None or not actor.may(Verb.READ, noun):
        return rows.none()
    return rows.filter(**{clinic_path: actor.clinic_id})
