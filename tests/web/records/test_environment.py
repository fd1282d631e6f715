"""Settings come from the environment, and what cannot be understood is said in a sentence."""

import os
import stat

import pytest

from migrainedays.clinic import environment
from migrainedays.clinic.records.checks import sqlite_note
from migrainedays.errors import WrongUse


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("MIGRAINEDAYS_HOME", str(tmp_path / "home"))
    for name in ("DATABASE_URL", "SECRET_KEY", "MIGRAINEDAYS_DEMO", "MIGRAINEDAYS_URL", "EMAIL_HOST", "EMAIL_FROM"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


def test_the_secret_is_drawn_once_and_only_its_owner_reads_it(home):
    first = environment.secret_key()
    assert len(first) > 60
    assert environment.secret_key() == first
    assert stat.S_IMODE((home / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_the_demo_has_a_file_of_its_own_even_where_a_database_is_named(home, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://clinic@db/clinic")
    monkeypatch.setenv("MIGRAINEDAYS_DEMO", "1")
    assert environment.database()["NAME"] == str(home / "demo.sqlite3")


def test_without_a_word_the_clinic_is_a_file_in_the_data_folder(home):
    assert environment.database()["NAME"] == str(home / "clinic.sqlite3")


def test_a_postgresql_address_is_read():
    read = environment.read_database_url("postgresql://ann:p%40ss@db.example:5433/clinic?sslmode=require")
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"], read["NAME"]) == (
        "ann", "p@ss", "db.example", "5433", "clinic",
    )  # fmt: skip
    assert read["OPTIONS"] == {"sslmode": "require"}


def test_a_unix_socket_is_an_address_too():
    assert environment.read_database_url("postgresql://postgres@/postgres?host=/run/pg")["HOST"] == "/run/pg"


def test_an_sqlite_address_is_read():
    assert environment.read_database_url("sqlite:////var/lib/clinic.sqlite3")["NAME"] == "/var/lib/clinic.sqlite3"


@pytest.mark.parametrize("url", ["mysql://a/b", "clinic.sqlite3", "postgresql://host", "sqlite://", ""])
def test_another_address_is_refused_with_an_example(url):
    with pytest.raises(WrongUse, match="postgresql://user:password@host"):
        environment.read_database_url(url)


@pytest.mark.parametrize("url", ["clinic.example", "ftp://clinic.example", "https://clinic.example/path"])
def test_a_public_address_is_a_scheme_and_a_host(monkeypatch, url):
    monkeypatch.setenv("MIGRAINEDAYS_URL", url)
    with pytest.raises(WrongUse, match=r"Write https://clinic\.example"):
        environment.public_url()


def test_mail_is_shown_in_the_terminal_until_a_server_is_named(monkeypatch):
    assert "console" in environment.mail()["EMAIL_BACKEND"]
    monkeypatch.setenv("EMAIL_HOST", "smtp.example")
    with pytest.raises(WrongUse, match="EMAIL_FROM is missing"):
        environment.mail()
    monkeypatch.setenv("EMAIL_FROM", "clinic@clinic.example")
    assert environment.mail()["EMAIL_PORT"] == 587


def test_a_data_folder_that_cannot_be_made_is_told(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MIGRAINEDAYS_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(WrongUse, match="set MIGRAINEDAYS_HOME"):
        environment.data_folder()


@pytest.mark.parametrize(
    ("version", "told"), [((3, 40, 1), True), ((3, 51, 2), True), ((3, 51, 3), False), ((3, 52, 0), False)]
)
def test_the_known_fault_of_sqlite_is_told_where_it_is(version, told):
    assert (sqlite_note(version) is not None) is told


def test_the_tests_have_a_data_folder_of_their_own():
    assert os.environ["MIGRAINEDAYS_HOME"] != os.path.expanduser("~/.local/share/migrainedays")
