"""Addresses of this room."""

from django.urls import path

from kawal.base.ui import views

app_name = "ui"
urlpatterns = [
    path("gaya/<slug:digest>.css", views.stylesheet, name="stylesheet"),
    path("logo/<slug:digest>/", views.logo, name="logo"),
    path("tampilan/", views.preferences, name="preferences"),
    path("galeri/", views.gallery, name="gallery"),
]
