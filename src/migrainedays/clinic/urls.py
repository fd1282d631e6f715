"""Where each address leads: the screens at the root, signing in under `account/`."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("migrainedays.clinic.web.urls")),
]
