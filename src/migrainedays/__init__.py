"""Migraine Days: runs, follows and improves botulinum-toxin treatment of migraine."""

__version__ = "0.1.0"
