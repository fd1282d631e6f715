"""Who is treated by which version: random, equal in number within blocks, and not to be guessed.

A fair coin decides, until a block must be made even: then the arm that lacks patients follows until the block is
full. The length of a block is drawn too and known to nobody. In small fixed blocks whoever has seen the past guesses
the next arm up to three times in four; in blocks this long, little better than by a coin. What the coin shows is
worked out from a secret that the clinic keeps and a study's name, so that no list lies anywhere, and whoever is given
the secret when the study has ended can work out every allocation again. The secret's digest is printed in the
protocol before.
"""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from migrainedays.errors import Impossible

ARMS = ("A", "B")
BLOCKS = (48, 56, 64, 72)
"""Lengths of a block, each as likely: the guesser of studies/allocated_study.py is right 54 % of the time."""

SECRET_BYTES = 32


def commitment(secret: bytes) -> str:
    """The digest that is printed before a study and binds the clinic to its secret.

    >>> commitment(bytes(32))[:8]
    '66687aad'
    """
    _check(secret)
    return hashlib.sha256(secret).hexdigest()


def allocate(secret: bytes, study: str, number: int) -> str:
    """The arm of a study's patient by the order of consent, from 1."""
    if number < 1:
        raise Impossible("allocation", "number", number, "patients are counted from 1")
    return next(islice(arms(secret, study), number - 1, None))


def arms(secret: bytes, study: str) -> Iterator[str]:
    """All arms of a study, one after the other, without end."""
    _check(secret)
    for block in blocks(secret, study):
        yield from block


def blocks(secret: bytes, study: str) -> Iterator[tuple[str, ...]]:
    """The same by blocks, each with as many patients in either arm."""
    coin = _coin(secret, study)
    while True:
        yield _block(BLOCKS[next(coin) % len(BLOCKS)], coin)


@dataclass(frozen=True)
class Checked:
    """A block after the end: its length, how many were opened in either arm, and whether the secret says the same."""

    length: int
    a: int
    b: int
    agrees: bool


def check_opened(secret: bytes, study: str, opened: Sequence[str]) -> list[Checked]:
    """The arms as they were opened, in order, held block by block against what the secret says.

    >>> check_opened(bytes(32), "s", list(islice(arms(bytes(32), "s"), 10)))[0].agrees
    True
    """
    found: list[Checked] = []
    begins = 0
    for block in blocks(secret, study):
        own = tuple(opened[begins : begins + len(block)])
        if not own:
            break
        found.append(Checked(len(block), own.count("A"), own.count("B"), own == block[: len(own)]))
        begins += len(block)
    return found


def _block(length: int, coin: Iterator[int]) -> tuple[str, ...]:
    lacking = {arm: length // len(ARMS) for arm in ARMS}
    drawn = []
    for _ in range(length):
        left = [arm for arm in ARMS if lacking[arm]]
        drawn.append(left[next(coin) % len(left)])
        lacking[drawn[-1]] -= 1
    return tuple(drawn)


def _coin(secret: bytes, study: str) -> Iterator[int]:
    """Whole numbers from 0 to 255 that look random to whoever lacks the secret."""
    throw = 0
    while True:
        yield from hmac.digest(secret, f"{study}\n{throw}".encode(), "sha256")
        throw += 1


def _check(secret: bytes) -> None:
    if len(secret) < SECRET_BYTES:
        raise Impossible("allocation", "secret", len(secret), f"at least {SECRET_BYTES} bytes are needed")
