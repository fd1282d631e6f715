"""How far a run is, told while it is worked out; and how a stop reaches work that knows nothing of runs."""

import signal
import threading
import time
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from migrainedays.clinic.records.actions import runs

EVERY = 0.4  # seconds between two signs of life


class Progress:
    """Tells how far one run is. Every sign of life raises Stopped once somebody pressed the button."""

    def __init__(self, run: UUID) -> None:
        self.run = run
        self._told_at = 0.0
        self._before: Any = None

    def tell(self, done: int, of: int, doing: str) -> None:
        """So much is done of so much; said at most a few times a second."""
        now = time.monotonic()
        if now - self._told_at >= EVERY:
            self._told_at = now
            runs.advance(self.run, done=done, of=of, doing=doing)

    def during(self, done: int, of: int, doing: str) -> None:
        """From now until `rest` nothing touches the database, so a clock may: it says that somebody is at it.

        A fit is one long call. The clock's alarm interrupts it between two of its steps, and a run that was stopped
        ends there. Elsewhere than in a main thread there is no alarm: then the run ends with the fit, without answer.
        """

        def alive(*_: Any) -> None:
            runs.advance(self.run, done=done, of=of, doing=doing)

        alive()
        if threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
            self._before = signal.signal(
                signal.SIGALRM, lambda *_: runs.advance(self.run, done=done, of=of, doing=doing)
            )
            signal.setitimer(signal.ITIMER_REAL, EVERY, EVERY)

    def rest(self) -> None:
        """Pure work is over."""
        if self._before is not None:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)
            self._before = None

    def finish(self, answer: Mapping[str, Any]) -> None:
        """The answer, unless the run was stopped."""
        self.rest()
        runs.finish(self.run, answer=answer)
