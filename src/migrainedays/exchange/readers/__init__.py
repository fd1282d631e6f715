"""Files of other apps as exchange values: one file a source, by the headers found, with a preview of what became what.

An attack list is not a diary: days without a row stay missing and are never read as headache-free. Pain of 0 to 10
becomes 0 to 3; the original, and whatever has no column in the exchange folder, is kept aside with its line.
"""

from collections.abc import Mapping
from types import MappingProxyType

from migrainedays.exchange.readers import (
    apple_health,
    bearable,
    cluster_headache_tracker,
    mapped_csv,
    migraine_buddy,
    migraine_buddy_link,
    migrainebot,
)
from migrainedays.exchange.readers.dates import DatesAmbiguous
from migrainedays.exchange.readers.imported import ColumnUse, Imported, Origin
from migrainedays.exchange.readers.reader import Reader
from migrainedays.exchange.readers.write import write_imported

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "migraine-buddy": Reader("Migraine Buddy, the CSV export", migraine_buddy.read),
        "migraine-buddy-link": Reader(
            "Migraine Buddy, its page for the doctor saved as HTML", migraine_buddy_link.read
        ),
        "apple-health": Reader("Apple Health, export.xml or the ZIP that holds it", apple_health.read),
        "cluster-headache-tracker": Reader("Cluster Headache Tracker, CSV", cluster_headache_tracker.read),
        "bearable": Reader("Bearable, CSV", bearable.read),
        "migrainebot": Reader("MigraineBot, CSV", migrainebot.read),
        "csv": Reader("any CSV, its columns mapped", mapped_csv.read),
    }
)

__all__ = ["READERS", "ColumnUse", "DatesAmbiguous", "Imported", "Origin", "Reader", "write_imported"]
