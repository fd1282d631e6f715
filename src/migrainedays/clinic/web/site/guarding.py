"""Keeping machines out of the enquiry form without asking any third party: a signed clock, a trap, a limit by address.

The limit counts by a keyed hash of the address, which is kept nowhere but in memory.
"""

import hashlib
import hmac
import uuid

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest

LEAST_SECONDS = 3  # nobody reads, thinks and types faster
MOST_SECONDS = 12 * 3600
LIMIT, LIMIT_SECONDS = 5, 3600  # enquiries from one address in an hour
TRAP = "website"  # a field that people do not see and machines fill in
_SALT = "enquiry"


def ticket() -> str:
    """A signed number with the moment at which the form was opened; the number becomes the enquiry's name."""
    return signing.TimestampSigner(salt=_SALT).sign(uuid.uuid4().hex)


def name_in(text: str) -> str | None:
    """The number of a ticket that is neither too fresh nor too old; None for any other text."""
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        name: str = signer.unsign(text, max_age=MOST_SECONDS)
    except signing.BadSignature:
        return None
    try:
        signer.unsign(text, max_age=LEAST_SECONDS)
    except signing.SignatureExpired:
        return name
    return None


def is_machine(request: HttpRequest) -> bool:
    """Whether the trap was filled in."""
    return bool(request.POST.get(TRAP))


def within_limit(request: HttpRequest) -> bool:
    """Whether this address has sent few enough in the last hour; counts this one."""
    address = request.META.get("REMOTE_ADDR", "")
    hashed = hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()
    key = f"enquiries-from-{hashed}"
    cache.add(key, 0, LIMIT_SECONDS)
    return bool(cache.incr(key) <= LIMIT)
