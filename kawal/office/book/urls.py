"""Addresses of this room. An id may hold slashes, so the others stand before it."""

from django.urls import path

from kawal.office.book import alignment_views, impact_views, sharpening_views, views

app_name = "book"
urlpatterns = [
    path("buku/", views.cover, name="cover"),
    path("buku/pohon/", views.tree, name="tree"),
    path("buku/misi/", views.missions, name="missions"),
    path("buku/pertajam/", sharpening_views.page, name="sharpen"),
    path("buku/pertajam/<path:key>/", sharpening_views.take, name="take"),
    path("buku/dampak/", impact_views.page, name="impact"),
    path("buku/keselarasan/", alignment_views.regency, name="alignment"),
    path("buku/keselarasan/<str:number>/", alignment_views.office, name="alignment_office"),
    path("buku/indikator/<path:key>/", views.indicator, name="indicator"),
    path("buku/bagian/<path:key>/", views.node, name="node"),
]
