"""The protocol library as one clinic has it: the shipped versions, its own, and the hashes that sessions pinned."""

from migrainedays.clinic.records.charting import Charting, ProtocolText
from migrainedays.clinic.records.models import ROWS
from migrainedays.protocol import Library, Version, read_version, shipped


def library_of(clinic_id: int) -> Library:
    """All versions that this clinic can use."""
    library = shipped()
    own: list[ProtocolText] = ROWS[ProtocolText].objects.standing().filter(clinic_id=clinic_id).read()
    for kept in own:
        library = library.adding(read_version(kept.text or "", name=f"{kept.name} {kept.version}"))
    return library


def pinned_hashes(clinic_id: int, name: str, version: str) -> list[str]:
    """The hashes of one version that sessions of this clinic were charted with; more than one would be our fault."""
    rows = ROWS[Charting].objects.standing().filter(patient__clinic_id=clinic_id, protocol=name, version=version)
    return sorted(set(rows.values_list("content_hash", flat=True)))


def version_of(clinic_id: int, name: str, version: str | None = None) -> Version:
    """One version; VersionChanged where a session used it and its text is another one now."""
    library = library_of(clinic_id)
    found = library.version(name, version)
    for content_hash in pinned_hashes(clinic_id, found.name, found.version):
        library.pinned(found.name, found.version, content_hash)
    return found
