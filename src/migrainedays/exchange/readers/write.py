"""An imported file, written as an exchange folder with a note of where each entry came from."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from migrainedays.exchange.readers.imported import Imported
from migrainedays.exchange.write import write_folder

ORIGIN = "origin.json"


def write_imported(path: Path, imported: Imported) -> None:
    """Write the values as a folder, and beside them `origin.json`: the file, its hash, and each entry's line.

    Raises WrongUse where the folder is not empty.
    """
    write_folder(path, imported.values)
    document = {
        "kind": imported.kind,
        "file": imported.file_name,
        "sha256": imported.file_hash,
        "date_order": imported.date_order,
        "columns": [use._asdict() for use in imported.preview],
        "odd": [problem._asdict() for problem in imported.odd],
        "refused": [problem._asdict() for problem in imported.refused],
        "entries": [origin._asdict() for origin in imported.origins],
    }
    text = json.dumps(document, indent=1, ensure_ascii=False, default=_text)
    (path / ORIGIN).write_text(text + "\n", encoding="utf-8")


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
