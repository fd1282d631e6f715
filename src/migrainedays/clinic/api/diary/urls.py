"""The addresses under `/api/diary/`; a phone's key stands in for signing in."""

from django.contrib.auth.decorators import login_not_required

from migrainedays.clinic.api.diary.views import api

urlpatterns, _, app_name = api.urls
for pattern in urlpatterns:
    pattern.callback = login_not_required(pattern.callback)  # type: ignore[type-var]  # never None here
