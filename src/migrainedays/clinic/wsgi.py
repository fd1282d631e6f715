"""The clinic as a WSGI application, for `serve` and for any other server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "migrainedays.clinic.settings")
application = get_wsgi_application()
