"""The clinic on the network: the web server and the job worker, started and stopped as one."""

import errno
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from migrainedays.errors import WrongUse

THREADS = 4


def refuse_busy(address: str, port: int) -> None:
    """WrongUse where somebody listens already, or where this address is not ours."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                raise WrongUse(f"Port {port} is taken by another program. Choose one with --port {port + 1}.") from None
            raise WrongUse(f"Nothing can listen on {address}:{port} ({problem.strerror}).") from None


def serve(address: str, port: int) -> None:
    """Answer until Ctrl-C (or SIGTERM), with the job worker beside."""
    from granian import Granian
    from granian.constants import Interfaces

    with _worker():
        Granian(
            "migrainedays.clinic.wsgi:application",
            address=address,
            port=port,
            interface=Interfaces.WSGI,
            blocking_threads=THREADS,
            log_enabled=False,
            respawn_failed_workers=True,
        ).serve()


@contextmanager
def _worker() -> Iterator[None]:
    """The job worker as a process of its own, which ends with us."""
    worker = subprocess.Popen([sys.executable, "-m", "migrainedays.clinic.jobs"], env=os.environ)
    try:
        yield
    finally:
        worker.terminate()
        try:
            worker.wait(timeout=10)
        except subprocess.TimeoutExpired:
            worker.kill()
