"""Programs of other makers, run by an interpreter that has them, so that the product need not.

STUDY_PYTHON names that interpreter: a virtual environment with what requirements/studies.in lists. Without it the
comparisons are left out, and said so.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class Elsewhere:
    """A running program that answers each line of JSON with one."""

    def __init__(self, script: str) -> None:
        python = os.environ.get("STUDY_PYTHON")
        path = Path(__file__).with_name(script)
        self.program = (
            subprocess.Popen(
                [python, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=sys.stderr, text=True,
                env={**os.environ, **ONE_THREAD},
            )
            if python
            else None
        )  # fmt: skip

    @property
    def is_there(self) -> bool:
        """Whether an interpreter was named."""
        return self.program is not None

    def ask(self, **question: Any) -> Any:
        """Its answer to one question."""
        assert self.program is not None
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        print(json.dumps(question), file=self.program.stdin, flush=True)
        return json.loads(self.program.stdout.readline())

    def close(self) -> None:
        """Let it end."""
        if self.program is not None and self.program.stdin is not None:
            self.program.stdin.close()
            self.program.wait()
