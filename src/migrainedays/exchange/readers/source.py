"""The bytes of a file: hashed, opened as a stream, decoded, and split into rows."""

import contextlib
import csv
import dataclasses
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, NamedTuple

from migrainedays.errors import InputRefused, WrongUse

SEPARATORS = ",;\t|"
ENCRYPTED = 1  # flag of a ZIP member
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError)  # what unpacking may raise
LARGEST_TEXT = 64 * 1024 * 1024  # bytes; a diary of decades has a few megabytes


class Line(NamedTuple):
    """The cells of one row and the line of the file on which it begins."""

    number: int
    cells: Sequence[str]


@dataclasses.dataclass(frozen=True)
class Source:
    """A file that is being read."""

    path: Path
    file_hash: str
    stream: BinaryIO

    @cached_property
    def text(self) -> str:
        """The whole file as text: UTF-8 or UTF-16 with a mark, UTF-8 without, or else Windows' Western letters.

        Marks and null characters within it, which no diary means, are taken out.
        """
        return self._decoded().replace("\ufeff", "").replace("\0", "")

    def _decoded(self) -> str:
        content = self.stream.read(LARGEST_TEXT + 1)
        if len(content) > LARGEST_TEXT:
            raise InputRefused(f"{self.path.name} is larger than any diary; is it the right file?")
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16", errors="replace")
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("cp1252", errors="replace")

    def rows(self) -> list[Line]:
        """The rows of a CSV file, blank ones left out, whatever separates its columns."""
        return list(_rows(self.text))


@contextlib.contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Open a file for reading; of a ZIP the export inside."""
    if not path.is_file():
        raise WrongUse(f"There is no file {path}.")
    with contextlib.ExitStack() as stack:
        stream = stack.enter_context(path.open("rb"))
        file_hash = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        inner: BinaryIO = stream
        if zipfile.is_zipfile(stream):
            inner = stack.enter_context(_open_member(stack.enter_context(_open_zip(stream, path)), path))
        else:
            stream.seek(0)
        try:
            yield Source(path, file_hash, inner)
        except _BROKEN as problem:
            raise InputRefused(f"{path.name} cannot be unpacked ({problem}); export it again.") from None


def _open_zip(stream: BinaryIO, path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except (*_BROKEN, UnicodeDecodeError, ValueError) as problem:
        raise InputRefused(f"{path.name} cannot be unpacked ({problem}); export it again.") from None


def _open_member(archive: zipfile.ZipFile, path: Path) -> BinaryIO:
    wanted = [info for info in archive.infolist() if info.filename.endswith((".xml", ".csv", ".html"))]
    wanted = [info for info in wanted if not info.filename.endswith("export_cda.xml")]
    if len(wanted) != 1:
        raise InputRefused(f"{path.name} holds {len(wanted)} files that could be the export; unpack it and name one.")
    if wanted[0].flag_bits & ENCRYPTED:
        raise InputRefused(f"{path.name} is locked with a password; unpack it and name the file inside.")
    try:
        return archive.open(wanted[0])  # type: ignore[return-value]
    except (*_BROKEN, UnicodeDecodeError, ValueError) as problem:
        raise InputRefused(f"{path.name} cannot be unpacked ({problem}); export it again.") from None


def _rows(text: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Line(line, [cell.strip() for cell in cells])
            line = reader.line_num + 1
    except csv.Error as problem:
        raise InputRefused(f"Line {line} cannot be read as CSV ({problem}).") from None


def _separator(text: str) -> str:
    """The separator that the first lines hold most often outside of quotes."""
    plain, quoted = [], False
    for letter in text[:4000]:
        quoted ^= letter == '"'
        if not quoted:
            plain.append(letter)
    return max(SEPARATORS, key=plain.count)
