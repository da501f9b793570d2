"""Addresses of this room."""

from django.urls import path

from kawal.office.sharing import views

app_name = "sharing"
urlpatterns = [
    path("berbagi/", views.index, name="list"),
    path("berbagi/bagikan/", views.share, name="share"),
    path("berbagi/<int:pk>/cabut/", views.withdraw, name="withdraw"),
]
