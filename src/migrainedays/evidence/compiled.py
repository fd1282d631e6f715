"""How this room compiles its loops: once a machine (kept on disk), IEEE but for order and contraction.

What is kept is renewed when a function's own file changes, not when one that it calls does: whoever edits the
kernel or the tables deletes `__pycache__/*.nb?` beside them.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ints = NDArray[Any]
Function = TypeVar("Function", bound=Callable[..., Any])

_OPTIONS: dict[str, Any] = {"cache": True, "fastmath": {"reassoc", "contract", "arcp", "nsz"}, "error_model": "numpy"}


def compiled(function: Function) -> Function:
    """The function as machine code; types are those of the first call."""
    made: Function = njit(**_OPTIONS)(function)
    return made


def inlined(function: Function) -> Function:
    """The same, written into each caller so that its loops vectorise."""
    made: Function = njit(inline="always", **_OPTIONS)(function)
    return made
