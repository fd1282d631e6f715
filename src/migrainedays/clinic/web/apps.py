"""The screens as an application of Django: their templates, files and tags."""

import importlib
import threading

from django.apps import AppConfig
from django.core.signals import request_started


class WebConfig(AppConfig):
    """Warms the drawing engine with the first request, so that no command pays for it and no patient's page waits."""

    name = "migrainedays.clinic.web"
    label = "web"

    def ready(self) -> None:
        request_started.connect(_warm, dispatch_uid="warm")


def _warm(**_: object) -> None:
    importlib.import_module("numpy")  # whole before the engine's thread looks for it, which trips over half of it
    from migrainedays.clinic.web.patient.pictures import words
    from migrainedays.reports.charts import warm

    request_started.disconnect(_warm, dispatch_uid="warm")
    threading.Thread(target=lambda: warm(words()), daemon=True).start()
