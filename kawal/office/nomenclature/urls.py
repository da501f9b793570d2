"""Addresses of this room."""

from django.urls import path

from kawal.office.nomenclature import views

app_name = "nomenclature"
urlpatterns = [
    path("nomenklatur/", views.codes, name="codes"),
    path("nomenklatur/padanan/", views.mapping, name="mapping"),
]
