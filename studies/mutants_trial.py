"""Puts each change that mutmut made to a room before the tests that reach it; `studies.mutants` starts this.

Design. The tests are collected once, and each is run once by itself, to see that it passes and what it costs. Then
changes are tried in processes split off from this one, many to a process, the cheapest test first. A change is noticed
when a test fails with it and passes again as soon as it is taken away. Where the test still fails, the change left
something behind: it is tried again, first in a process of its own. After a change that no test notices a new process
is begun, and a process that uses up its time was stopped by the change it was at. Outcomes are appended to tried.txt.

    cd build/mutants/ROOM/mutants && python .../studies/mutants_trial.py CHILDREN TEST ...
"""

import json
import os
import resource
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

ACTIVE = "MUTANT_UNDER_TEST"  # how the changed sources are told which change to be
BATCH = 40
PATIENCE = 15  # times the seconds that the tests take unchanged
NOTICED, SURVIVED, NO_TEST, ENDLESS, LEFT_BEHIND = "noticed", "survived", "no test", "endless", 7
OPTIONS = ("-q", "-s", "--no-header", "--tb=native", "--assert=plain", "-p", "no:unraisableexception")


def names() -> Iterator[str]:
    """Every change, by its name."""
    for file in sorted(Path("src").rglob("*.meta")):
        yield from json.loads(file.read_text("utf-8"))["exit_code_by_key"]


def fails(item: pytest.Item) -> bool:
    """Whether a test fails, run by itself with all that it needs."""
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


class Trial:
    """The tests of a room, what each costs in CPU seconds, and which of them reach a function."""

    def __init__(self, children: int) -> None:
        self.children = children
        self.reach: Mapping[str, list[str]] = json.loads(Path("mutmut-stats.json").read_text("utf-8"))[
            "tests_by_mangled_function_name"
        ]
        self.items: dict[str, pytest.Item] = {}
        self.cost: dict[str, float] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of running the tests once."""
        self.items = {item.nodeid: item for item in session.items}
        for name, item in self.items.items():
            begun = time.process_time()
            if fails(item):
                raise pytest.UsageError(f"{name} fails without any change")
            self.cost[name] = time.process_time() - begun
        with Path("tried.txt").open("w", encoding="utf-8") as file:
            for name, outcome in self.outcomes(list(names())):
                file.write(f"{name} {outcome}\n")
        return True

    def tests_of(self, name: str) -> list[str]:
        """The tests that reach a change, the cheapest first."""
        return sorted(self.reach.get(name.partition("__mutmut_")[0], ()), key=self.cost.__getitem__)

    def outcomes(self, pending: list[str]) -> Iterator[tuple[str, str]]:
        """Each change with its outcome, as the processes tell it."""
        running: dict[int, tuple[list[str], int]] = {}
        while pending or running:
            while pending and len(running) < self.children:
                batch, pending = pending[:BATCH], pending[BATCH:]
                pid, reader = self.begun(batch)
                running[pid] = batch, reader
            pid, status = os.wait()
            batch, reader = running.pop(pid)
            found = read(reader, batch, status)
            yield from found.items()
            pending = [name for name in batch if name not in found] + pending

    def begun(self, batch: list[str]) -> tuple[int, int]:
        """A process that tries a batch, and the end of the pipe on which it tells."""
        reader, writer = os.pipe()
        pid = os.fork()
        if pid:
            os.close(writer)
            return pid, reader
        try:
            code = self.tried(batch, writer)
        except BaseException:  # a change may raise anything; this process must never go on as its parent
            code = LEFT_BEHIND
        os._exit(code)

    def tried(self, batch: Iterable[str], writer: int) -> int:
        """Try changes one after the other, telling of each; the exit code of the process."""
        for name in batch:
            tests = self.tests_of(name)
            self.allow(PATIENCE * (1 + sum(self.cost[test] for test in tests)))
            os.environ[ACTIVE] = name
            failed = next((test for test in tests if fails(self.items[test])), None)
            os.environ[ACTIVE] = ""
            if failed and fails(self.items[failed]):
                return LEFT_BEHIND
            outcome = NOTICED if failed else SURVIVED if tests else NO_TEST
            os.write(writer, f"{name} {outcome}\n".encode())
            if outcome == SURVIVED:
                return 0
        return 0

    @staticmethod
    def allow(seconds: float) -> None:
        """So many CPU seconds more for this process."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def read(reader: int, batch: list[str], status: int) -> dict[str, str]:
    """What a process that has ended told of its batch, and what its end says of the change that it was at."""
    with os.fdopen(reader, encoding="utf-8") as told:
        found = dict(line.rstrip("\n").split(" ", 1) for line in told)
    at = next((name for name in batch if name not in found), None)
    if at is not None and os.WIFSIGNALED(status):
        found[at] = ENDLESS
    elif at == batch[0] and os.WEXITSTATUS(status) == LEFT_BEHIND:
        found[at] = NOTICED  # nothing was tried in that process before it
    return found


def main(children: str, *tests: str) -> int:
    """Try every change of the room in whose folder this is run."""
    sys.path[:0] = [str(Path(place).absolute()) for place in ("src", ".")]
    os.environ[ACTIVE] = ""
    return int(pytest.main([*OPTIONS, *tests], plugins=[Trial(int(children))]))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
