"""Addresses of this room."""

from django.urls import path

from kawal.front.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("keluar/", views.leave, name="leave"),
]
