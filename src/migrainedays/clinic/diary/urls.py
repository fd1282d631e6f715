"""The addresses under `/diary/`; none of them holds anything about a patient."""

from django.urls import path

from migrainedays.clinic.diary import views

urlpatterns = [
    path("", views.shell, name="diary"),
    path("sw.js", views.service_worker, name="diary-service-worker"),
    path("manifest.webmanifest", views.manifest, name="diary-manifest"),
    path("words/<slug:language>.json", views.words, name="diary-words"),
]
