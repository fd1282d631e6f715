"""Invented patients, diaries and clinics; they yield the very values that real ones do."""

from migrainedays.simulation.demo import Contact, DemoClinic, Visit, demo_clinic

__all__ = ["Contact", "DemoClinic", "Visit", "demo_clinic"]
