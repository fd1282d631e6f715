"""What the clinic reads from its surroundings: where data lies, which database, under which address.

Everything has a default that is safe on one's own machine; whatever cannot be understood stops the start with a
sentence. The demo clinic has a database file of its own, so that demo and real patients never share one.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from migrainedays.errors import WrongUse

DEFAULT_URL = "http://127.0.0.1:8000"
# IMMEDIATE: a transaction that reads and then writes waits for its turn instead of failing. FULL: what was
# acknowledged survives a power cut. mmap off: with it on, a known fault of older SQLite has cost data.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=0; "
        "PRAGMA recursive_triggers=ON;"
    ),
}


def is_demo() -> bool:
    """Whether this process serves the demo clinic."""
    return os.environ.get("MIGRAINEDAYS_DEMO", "") == "1"


def data_folder() -> Path:
    """The folder of everything the clinic keeps beside its database server; made on first use, for its owner only."""
    given = os.environ.get("MIGRAINEDAYS_HOME")
    folder = Path(given).expanduser() if given else Path.home() / ".local" / "share" / "migrainedays"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise WrongUse(
            f"The data folder {folder} cannot be made ({problem.strerror}); set MIGRAINEDAYS_HOME."
        ) from None
    return folder


def secret_key() -> str:
    """SECRET_KEY, or the key in the data folder, drawn there once."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    path = data_folder() / "secret-key"
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


def push_key() -> Any:
    """The key that signs messages to phones, from MIGRAINEDAYS_PUSH_KEY; None, and nothing is offered, without it."""
    given = os.environ.get("MIGRAINEDAYS_PUSH_KEY")
    if not given:
        return None
    from migrainedays.clinic.records.push import Key

    try:
        return Key.of(given, public_url())
    except ValueError:
        raise WrongUse(
            "MIGRAINEDAYS_PUSH_KEY is no key: it is 32 random bytes as base64url, as this makes them: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
        ) from None


def database() -> dict[str, Any]:
    """The database as Django wants it described: the demo's own file, DATABASE_URL, or a file in the data folder."""
    if is_demo():
        return _sqlite(_demo_file())
    if url := os.environ.get("DATABASE_URL"):
        return read_database_url(url)
    return _sqlite(data_folder() / "clinic.sqlite3")


def _demo_file() -> Path:
    return data_folder() / "demo.sqlite3"


def forget_demo() -> None:
    """Remove the demo's database, before it is opened."""
    for ending in ("", "-wal", "-shm"):
        file = _demo_file()
        file.with_name(file.name + ending).unlink(missing_ok=True)


def read_database_url(url: str) -> dict[str, Any]:
    """`sqlite:////path/to/file` or `postgresql://user:password@host:port/name?option=value`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and not parts.netloc and len(parts.path) > 1:
        return _sqlite(Path(unquote(parts.path[1:])))
    if parts.scheme in ("postgresql", "postgres") and len(parts.path) > 1:
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or options.pop("host", ""),
            "PORT": str(parts.port or options.pop("port", "")),
            "OPTIONS": options,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise WrongUse(
        "DATABASE_URL is not understood. Write sqlite:////absolute/path/clinic.sqlite3 or "
        "postgresql://user:password@host:5432/name."
    )


def _sqlite(path: Path) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": dict(SQLITE_OPTIONS)}


def public_url() -> str:
    """The address under which people reach the clinic, scheme and host without a slash at the end."""
    url = os.environ.get("MIGRAINEDAYS_URL", DEFAULT_URL).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
        raise WrongUse("MIGRAINEDAYS_URL is not understood. Write https://clinic.example, without a path.")
    return url


def mail() -> Mapping[str, Any]:
    """The SMTP server of EMAIL_HOST; without one, messages are shown in the terminal."""
    host = os.environ.get("EMAIL_HOST")
    if not host:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": _port(os.environ.get("EMAIL_PORT", "587")),
        "EMAIL_HOST_USER": os.environ.get("EMAIL_USER", ""),
        "EMAIL_HOST_PASSWORD": os.environ.get("EMAIL_PASSWORD", ""),
        "EMAIL_USE_TLS": os.environ.get("EMAIL_TLS", "1") == "1",
        "DEFAULT_FROM_EMAIL": os.environ.get("EMAIL_FROM") or _lacking("EMAIL_FROM", "EMAIL_HOST is set"),
    }


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise WrongUse(f"EMAIL_PORT is {text!r}; it is a number from 1 to 65535, mostly 587.")
    return int(text)


def _lacking(name: str, because: str) -> str:
    raise WrongUse(f"{name} is missing, and {because}. Set it, or take the other away.")
