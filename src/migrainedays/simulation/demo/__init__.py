"""The demo clinic: a small cast of invented patients, each with a story that a clinician recognises."""

from migrainedays.simulation.demo.clinic import Contact, DemoClinic, Visit, demo_clinic

__all__ = ["Contact", "DemoClinic", "Visit", "demo_clinic"]
