"""Addresses of this room."""

from django.urls import path

from kawal.base.organisation import views

app_name = "organisation"
urlpatterns = [
    path("hak-saya/", views.my_rights, name="rights"),
    path("hak-saya/jabatan/", views.wear, name="wear"),
]
