"""The records as a Django app."""

import importlib

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "migrainedays.clinic.records"
    label = "records"
    verbose_name = "Records"

    def ready(self) -> None:
        importlib.import_module("migrainedays.clinic.records.checks")  # registers itself
