"""Where each address leads: screens at the root, public pages under `practice/`, signing in under `account/`."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("diary/", include("migrainedays.clinic.diary.urls")),
    path("api/diary/", include("migrainedays.clinic.api.diary.urls")),
    path("", include("migrainedays.clinic.web.site.urls")),
    path("", include("migrainedays.clinic.web.urls")),
]
