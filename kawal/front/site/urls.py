"""Addresses of the application."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

handler400 = "kawal.base.ui.views.refused"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kawal.base.ui.urls")),
    path("", include("kawal.base.audit.urls")),
    path("", include("kawal.base.organisation.urls")),
    path("", include("kawal.office.findings.urls")),
    path("", include("kawal.base.signin.urls")),
    path("", include("kawal.office.imports.urls")),
    path("", include("kawal.office.renja.urls")),
    path("", include("kawal.office.book.urls")),
    path("", include("kawal.office.register.urls")),
    path("", include("kawal.office.sharing.urls")),
    path("", include("kawal.front.desk.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("", include("kawal.front.demo.urls")))
