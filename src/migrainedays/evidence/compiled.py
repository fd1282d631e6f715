"""How this room compiles its loops: once a machine (kept on disk), IEEE but for order and contraction.

What is kept lies in a folder named after the text that it was made from, that of the loops called included: a loop
whose callee was edited is made anew.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import numba
import numpy as np
from numba import njit
from numba.core import event
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ints = NDArray[Any]
Function = TypeVar("Function", bound=Callable[..., Any])

_OPTIONS: dict[str, Any] = {"cache": True, "fastmath": {"reassoc", "contract", "arcp", "nsz"}, "error_model": "numpy"}


def compiled(function: Function) -> Function:
    """The function as machine code; types are those of the first call."""
    return _make(function)


def inlined(function: Function) -> Function:
    """The same, written into each caller so that its loops vectorise."""
    return _make(function, inline="always")


@contextlib.contextmanager
def telling_of_compiling(tell: Callable[[], None]) -> Iterator[None]:
    """Call `tell` each time that a loop is about to be made into machine code; one that was kept is not made again."""

    class Listener(event.Listener):
        def on_start(self, event: object) -> None:
            tell()

        def on_end(self, event: object) -> None:
            """Nothing is said of the end: the next loop may follow at once."""

    with event.install_listener("numba:compile", Listener()):
        yield


def _make(function: Function, **options: Any) -> Function:
    settings: Any = numba.config
    chosen = settings.CACHE_DIR
    if os.access(Path(function.__code__.co_filename).parent, os.W_OK):
        settings.CACHE_DIR = str(kept_in(function))
    try:
        made: Function = njit(**_OPTIONS, **options)(function)
    finally:
        settings.CACHE_DIR = chosen
    return made


def kept_in(function: Callable[..., Any]) -> Path:
    """Where the machine code of a function is kept: beside its file, by the text of all that goes into it."""
    texts = b"\0".join(sorted(set(_ingredients(function))))
    name = blake2b(texts, digest_size=8).hexdigest()
    return Path(function.__code__.co_filename).parent / "__pycache__" / f"loops-{name}"


def _ingredients(function: Callable[..., Any]) -> Iterator[bytes]:
    """The file of a function and of each loop that it calls, and the constants that it names."""
    yield Path(function.__code__.co_filename).read_bytes()
    for name in function.__code__.co_names:
        value: Any = function.__globals__.get(name)
        if isinstance(value, int | float):
            yield f"{name} = {value!r}".encode()
        elif hasattr(value, "py_func"):
            yield from _ingredients(value.py_func)
