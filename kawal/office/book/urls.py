"""Addresses of this room. An id may hold slashes, so the others stand before it."""

from django.urls import path

from kawal.office.book import views

app_name = "book"
urlpatterns = [
    path("buku/", views.cover, name="cover"),
    path("buku/pohon/", views.tree, name="tree"),
    path("buku/misi/", views.missions, name="missions"),
    path("buku/indikator/<path:key>/", views.indicator, name="indicator"),
    path("buku/bagian/<path:key>/", views.node, name="node"),
]
