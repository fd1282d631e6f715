"""Why an action did not happen, in words for the person who tried."""

from migrainedays.clinic.records.models.row import Stored
from migrainedays.columns import Value
from migrainedays.errors import InputRefused


class Conflict(InputRefused):
    """Somebody else wrote the same row meanwhile; nothing was written. Show both and let the person decide.

    `mine` is the value that was refused, `theirs` what stands now with its revision, None where it was withdrawn.
    """

    def __init__(self, mine: Value, theirs: "Stored[Value] | None") -> None:
        self.mine, self.theirs = mine, theirs
        super().__init__(
            "This was changed by somebody else since you opened it. Compare both and save again."
            if theirs
            else "This was withdrawn by somebody else since you opened it. Look at it again before saving."
        )


class Signed(InputRefused):
    """A signed session is never changed."""

    def __init__(self, session: int) -> None:
        self.session = session
        super().__init__(f"Session {session} is signed and is not changed any more. Add a note to it instead.")


class WrittenOnce(InputRefused):
    """What is written once is never changed."""

    def __init__(self) -> None:
        super().__init__(
            "What was registered, what a look saw, a signature and the text of a protocol version are never changed. "
            "Register another question, write a note, or give the version a number of its own instead."
        )
