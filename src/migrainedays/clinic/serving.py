"""The clinic on the network: the web server and the job worker, started and stopped as one."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time

from migrainedays.errors import Exit, MigraineDaysError, WrongUse

THREADS = 4
LOOK_EVERY = 0.5  # seconds between looks at the two processes
HEAD_START = 3  # seconds that the first page has the machine to itself
PATIENCE = 10  # seconds for each to end what it is doing


class ServerStopped(MigraineDaysError):
    """The clinic went away without being asked to."""

    exit_code = Exit.OUR_FAULT


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
    """Answer until Ctrl-C (or SIGTERM), with the job worker beside; when one of the two ends, so does the other.

    Both run in sessions of their own: Ctrl-C reaches us alone, and we end them in order.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    server = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--no-log",
        "--host",
        address,
        "--port",
        str(port),
    ]
    server += ["--blocking-threads", str(THREADS), "migrainedays.clinic.wsgi:application"]
    running = [_start(server)]
    try:
        time.sleep(HEAD_START)
        running.append(_start([sys.executable, "-m", "migrainedays.clinic.jobs"]))
        while all(process.poll() is None for process in running):
            time.sleep(LOOK_EVERY)
    except KeyboardInterrupt:
        return
    finally:
        _end(running)
    raise ServerStopped("The server or its job worker stopped by itself; the lines above may say why.")


def _start(program: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(program, start_new_session=True)  # noqa: S603


def _end(running: list["subprocess.Popen[bytes]"]) -> None:
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
