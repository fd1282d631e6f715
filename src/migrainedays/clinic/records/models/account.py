"""Accounts, what each is in a clinic, and the links by which staff join."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from migrainedays.clinic.records.models.clinic import Clinic
from migrainedays.clinic.records.policies import Role

ROLES = [(role.value, role.value.replace("_", " ")) for role in Role]


class Users(BaseUserManager["User"]):
    """Users are known by their e-mail address, upper and lower case alike."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Somebody who signs in."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.TextField(default="")
    language = models.TextField(default="")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Users()

    def __str__(self) -> str:
        return self.name or self.email


class Membership(models.Model):
    """The role of a user in their clinic; ended, never deleted."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="membership")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="memberships")
    role = models.TextField(choices=ROLES)
    active = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1)


class Invitation(models.Model):
    """A link by which one person joins once; only the hash of its secret is kept."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    role = models.TextField(choices=ROLES)
    secret_hash = models.TextField(unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField(null=True)
