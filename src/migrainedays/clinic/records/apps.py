"""The records as a Django app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "migrainedays.clinic.records"
    label = "records"
    verbose_name = "Records"

    def ready(self) -> None:
        from migrainedays.clinic.records import checks  # noqa: F401 - registers itself
