"""Addresses of the public pages: one tree a language, so that each page is found in its own."""

from django.urls import path

from migrainedays.clinic.web.site import asking, views

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("practice/", views.door, name="site-door"),
    path("practice/<str:language>/", views.home, name="site-home"),
    path("practice/<str:language>/treatment/", views.treatment, name="site-treatment"),
    path("practice/<str:language>/expect/", views.expect, name="site-expect"),
    path("practice/<str:language>/results/", views.results, name="site-results"),
    path("practice/<str:language>/questions/", views.questions, name="site-questions"),
    path("practice/<str:language>/stories/", views.stories, name="site-stories"),
    path("practice/<str:language>/stories/<slug:name>/", views.story, name="site-story"),
    path("practice/<str:language>/ask/", asking.ask, name="site-ask"),
]
