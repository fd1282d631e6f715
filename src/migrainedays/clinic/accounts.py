"""How people come to an account: by a link from their clinic, never by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]  # its base carries no types
    """Nobody signs up; staff join by a one-time link."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
