"""Addresses of this room."""

from django.urls import path

from kawal.base.audit import views

app_name = "audit"
urlpatterns = [
    path("jejak/", views.heads, name="heads"),
    path("catatan-keamanan/", views.security, name="security"),
]
