"""Where an uploaded folder waits until somebody has looked at it: in the data folder, for its owner, for one day."""

import shutil
import time
import uuid
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from migrainedays.clinic.environment import data_folder
from migrainedays.errors import InputRefused
from migrainedays.exchange.tables import TABLES

WAITS = 24 * 3600  # seconds
LARGEST = 2 * 1024**3  # bytes, unpacked
NAMES = frozenset(f"{name}.{kind}" for name in TABLES for kind in ("csv", "parquet"))


def lay_down(files: Iterable[UploadedFile[Any]], owner: int) -> uuid.UUID:
    """Keep the tables among the uploaded files, those inside a zip too; InputRefused where there is none."""
    _clear()
    name = uuid.uuid4()
    folder = _folder(owner, name)
    folder.mkdir(mode=0o700, parents=True)
    try:
        for file in files:
            if (file.name or "").lower().endswith(".zip"):
                _unpack(file, folder)
            elif (table := _table(file.name or "")) is not None:
                with (folder / table).open("wb") as out:
                    shutil.copyfileobj(file, out)
        if not any(folder.iterdir()):
            raise InputRefused(
                "None of these files is a table of an exchange folder. Choose patients.csv and days.csv, "
                "or the whole folder as a zip."
            )
    except Exception:
        shutil.rmtree(folder)
        raise
    return name


def find(name: uuid.UUID, owner: int) -> Path | None:
    """The folder that this person laid down; None where it is gone or somebody else's."""
    folder = _folder(owner, name)
    return folder if folder.is_dir() else None


def remove(name: uuid.UUID, owner: int) -> None:
    """Take a folder away."""
    shutil.rmtree(_folder(owner, name), ignore_errors=True)


def _folder(owner: int, name: uuid.UUID) -> Path:
    return data_folder() / "incoming" / str(owner) / str(name)


def _table(name: str) -> str | None:
    """The table that a file name means, without its path; None for any other file."""
    last = PurePosixPath(name.replace("\\", "/")).name.lower()
    return last if last in NAMES else None


def _unpack(file: UploadedFile[Any], folder: Path) -> None:
    try:
        with zipfile.ZipFile(file) as packed:
            members = [(info, table) for info in packed.infolist() if (table := _table(info.filename)) is not None]
            if sum(info.file_size for info, _ in members) > LARGEST:
                raise InputRefused("This zip holds more than 2 GB. Import such a folder from the command line.")
            for info, table in members:
                with packed.open(info) as source, (folder / table).open("wb") as out:
                    shutil.copyfileobj(source, out)
    except zipfile.BadZipFile:
        raise InputRefused("This zip cannot be opened. Pack the folder again, or choose its CSV files.") from None


def _clear() -> None:
    """Take away what has waited for more than a day."""
    for folder in (data_folder() / "incoming").glob("*/*"):
        if time.time() - folder.stat().st_mtime > WAITS:
            shutil.rmtree(folder, ignore_errors=True)
