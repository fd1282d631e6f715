"""The protocol library: versions, their sources, and what differs between two."""
