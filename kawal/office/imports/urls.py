"""Addresses of this room."""

from django.urls import path

from kawal.office.imports import views

app_name = "imports"
urlpatterns = [
    path("impor/", views.index, name="list"),
    path("impor/unggah/", views.upload, name="upload"),
    path("impor/<int:pk>/", views.show, name="show"),
    path("impor/<int:pk>/periksa/", views.check, name="check"),
    path("impor/<int:pk>/terapkan/", views.apply, name="apply"),
    path("impor/<int:pk>/buang/", views.discard, name="discard"),
]
