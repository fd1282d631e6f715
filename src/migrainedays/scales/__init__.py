"""Questionnaires: one file an instrument, with scoring, bands and the change that matters."""

from migrainedays.scales.score import Score

__all__ = ["Score"]
