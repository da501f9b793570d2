"""Addresses of this room; routed in demo mode only."""

from django.urls import path

from kawal.front.demo import views

app_name = "demo"
urlpatterns = [
    path("peragaan/", views.door, name="door"),
    path("peragaan/masuk/", views.enter, name="enter"),
]
