"""The exchange folder: what other people's tools, and ours, may rely on (contract, section 1)."""

from migrainedays.exchange.folder import Folder, Problem
from migrainedays.exchange.read import read_folder
from migrainedays.exchange.write import write_folder

__all__ = ["Folder", "Problem", "read_folder", "write_folder"]
