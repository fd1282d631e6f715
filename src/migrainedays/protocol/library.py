"""The protocol library: the versions shipped with the package, and a clinic's own files beside them."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

from migrainedays.errors import InputRefused, WrongUse
from migrainedays.protocol.reading import Problem, ProtocolRefused, read_version
from migrainedays.protocol.version import Version


class VersionChanged(InputRefused):
    """A version that a session has used is no longer the text that was used."""


@dataclass(frozen=True, slots=True)
class Library:
    """Protocol versions by name and version."""

    found: Mapping[tuple[str, str], Version]

    def names(self) -> tuple[str, ...]:
        return tuple(sorted({name for name, _ in self.found}))

    def versions(self, name: str) -> tuple[Version, ...]:
        """All versions of a protocol, oldest first; WrongUse for a name that is not there."""
        if name not in self.names():
            raise WrongUse(f"There is no protocol {name!r}. There are: {', '.join(self.names())}.")
        return tuple(sorted((v for (own, _), v in self.found.items() if own == name), key=_order))

    def version(self, name: str, version: str | None = None) -> Version:
        """One version, the newest where none is named; WrongUse where it is not there."""
        versions = self.versions(name)
        if version is None:
            return versions[-1]
        for one in versions:
            if one.version == version:
                return one
        known = ", ".join(one.version for one in versions)
        raise WrongUse(f"Protocol {name} has no version {version!r}. It has: {known}.")

    def pinned(self, name: str, version: str, content_hash: str) -> Version:
        """The version that a session used, by the hash it had then; VersionChanged where its file was edited since."""
        found = self.version(name, version)
        if found.content_hash != content_hash:
            raise VersionChanged(
                f"Protocol {name}, version {version}, was used by a session and is frozen, but its file has changed "
                "since. Put the old file back and save the new text as a version of its own."
            )
        return found

    def adding(self, version: Version) -> "Library":
        """The library with one version more; refused where another text already bears that name and version."""
        key = version.name, version.version
        there = self.found.get(key)
        if there is not None and there.content_hash != version.content_hash:
            raise InputRefused(
                f"Protocol {version.name}, version {version.version}, is there with other content. "
                "Give the new text a version number of its own."
            )
        return Library({**self.found, key: version})


@functools.cache
def shipped() -> Library:
    """The versions that come with the package."""
    return read_library(resources.files(__package__) / "library")


def read_library(*folders: Traversable) -> Library:
    """All `NAME/VERSION.toml` below some folders; ProtocolRefused where a file is not what its place says."""
    library = Library({})
    for folder in folders:
        for path, text in _files(folder):
            library = library.adding(_read(path, text))
    return library


def _files(folder: Traversable) -> Iterable[tuple[tuple[str, str], str]]:
    for protocol in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if protocol.is_dir():
            for file in sorted(protocol.iterdir(), key=lambda entry: entry.name):
                if file.name.endswith(".toml"):
                    yield (protocol.name, file.name.removesuffix(".toml")), file.read_text(encoding="utf-8")


def _read(path: tuple[str, str], text: str) -> Version:
    place = "/".join(path) + ".toml"
    version = read_version(text, name=place)
    if (version.name, version.version) != path:
        reason = f"says {version.name} {version.version}, but the file lies at {place}"
        raise ProtocolRefused(place, [Problem(None, "name and version", reason)])
    return version


def _order(version: Version) -> tuple[int, ...]:
    return tuple(int(part) for part in version.version.split("."))
